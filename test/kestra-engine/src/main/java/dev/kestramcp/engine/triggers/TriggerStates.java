package dev.kestramcp.engine.triggers;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.NotFoundException;
import io.kestra.core.models.conditions.ConditionContext;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.triggers.AbstractTrigger;
import io.kestra.core.models.triggers.Backfill;
import io.kestra.core.models.triggers.PollingTriggerInterface;
import io.kestra.core.models.triggers.Trigger;
import io.kestra.core.queues.QueueException;
import io.kestra.core.queues.QueueFactoryInterface;
import io.kestra.core.queues.QueueInterface;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.kestra.core.runners.RunContextFactory;
import io.kestra.core.services.ConditionService;
import io.kestra.core.utils.IdUtils;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes to the stored state of triggers. Each is made under the engine's row lock and told to the scheduler; null
 * means that there is no such state.
 */
@Singleton
class TriggerStates {
    private final TriggerRepositoryInterface triggers;
    private final FlowRepositoryInterface flows;
    private final QueueInterface<Trigger> queue;
    private final RunContextFactory runContexts;
    private final ConditionService conditions;

    TriggerStates(
        TriggerRepositoryInterface triggers,
        FlowRepositoryInterface flows,
        @Named(QueueFactoryInterface.TRIGGER_NAMED) QueueInterface<Trigger> queue,
        RunContextFactory runContexts,
        ConditionService conditions
    ) {
        this.triggers = triggers;
        this.flows = flows;
        this.queue = queue;
        this.runContexts = runContexts;
        this.conditions = conditions;
    }

    Optional<Trigger> find(String namespace, String flowId, String triggerId) {
        return triggers.findByUid(IdUtils.fromParts(Tenant.MAIN, namespace, flowId, triggerId));
    }

    Trigger change(String uid, UnaryOperator<Trigger> change) {
        return triggers.lock(uid, current -> {
            Trigger changed = change.apply(current);
            try {
                queue.emit(changed);
            } catch (QueueException e) {
                throw new IllegalStateException(e);
            }
            return changed;
        });
    }

    /** By an execution it started, or by its evaluation. */
    static boolean isLocked(Trigger trigger) {
        return trigger.getExecutionId() != null || trigger.getEvaluateRunningDate() != null;
    }

    Trigger unlock(String uid) {
        return change(uid, Trigger::unlock);
    }

    Trigger setDisabled(String uid, boolean disabled) {
        // An enabled trigger is due at once: the scheduler then works out its next date. A backfill does not survive.
        return change(uid, current -> current.toBuilder()
            .disabled(disabled)
            .backfill(null)
            .nextExecutionDate(disabled ? null : ZonedDateTime.now())
            .build());
    }

    /** @throws HttpStatusException (400) if the trigger cannot tell its next date for that backfill. */
    Trigger startBackfill(Trigger wanted) {
        Flow flow = flow(wanted);
        AbstractTrigger definition = definition(flow, wanted);
        return change(wanted.uid(), current -> {
            Trigger started = current.withBackfill(wanted.getBackfill());
            return started.toBuilder().nextExecutionDate(nextDate(flow, definition, started)).build();
        });
    }

    /** @throws HttpStatusException (400) if the trigger has no backfill. */
    Trigger pauseBackfill(String uid, boolean paused) {
        return change(uid, current -> current.toBuilder()
            .backfill(backfill(current).toBuilder().paused(paused).build())
            .build());
    }

    /** @throws HttpStatusException (400) if the trigger has no backfill. */
    Trigger deleteBackfill(String uid) {
        return change(uid, current -> current.toBuilder()
            .nextExecutionDate(backfill(current).getPreviousNextExecutionDate())
            .backfill(null)
            .build());
    }

    /** @throws NotFoundException if the flow or the trigger in it is missing. */
    void requireDefinition(Trigger wanted) {
        definition(flow(wanted), wanted);
    }

    private Flow flow(Trigger wanted) {
        return flows.findById(Tenant.MAIN, wanted.getNamespace(), wanted.getFlowId()).orElseThrow(() ->
            new NotFoundException("Flow of trigger " + wanted.getTriggerId() + " not found"));
    }

    private static AbstractTrigger definition(Flow flow, Trigger wanted) {
        return Optional.ofNullable(flow.findTriggerByTriggerId(wanted.getTriggerId())).orElseThrow(() ->
            new NotFoundException("Flow " + flow.getId() + " has no trigger " + wanted.getTriggerId()));
    }

    private ZonedDateTime nextDate(Flow flow, AbstractTrigger definition, Trigger state) {
        if (!(definition instanceof PollingTriggerInterface polling)) {
            return null;
        }
        try {
            ConditionContext context =
                conditions.conditionContext(runContexts.of(flow, definition), flow, null);
            return polling.nextEvaluationDate(context, Optional.of(state));
        } catch (Exception e) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, e.getMessage());
        }
    }

    private static Backfill backfill(Trigger trigger) {
        if (trigger.getBackfill() == null) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "No backfill found");
        }
        return trigger.getBackfill();
    }
}
