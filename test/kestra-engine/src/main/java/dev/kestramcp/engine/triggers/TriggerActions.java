package dev.kestramcp.engine.triggers;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import io.kestra.core.models.triggers.Trigger;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Enable, disable, backfill, unlock and restart triggers. An unknown trigger is a 404. */
@Controller("/api/v1/main/triggers")
@ExecuteOn(TaskExecutors.BLOCKING)
public class TriggerActions {
    private final TriggerStates states;
    private final TriggerRepositoryInterface triggers;

    TriggerActions(TriggerStates states, TriggerRepositoryInterface triggers) {
        this.states = states;
        this.triggers = triggers;
    }

    /** A body with a backfill starts it (and replaces a running one); any other body enables or disables. */
    @Put
    @Nullable
    public Trigger updateTrigger(@Body Trigger newTrigger) {
        newTrigger.setTenantId(Tenant.MAIN);
        if (newTrigger.getBackfill() != null) {
            return states.startBackfill(newTrigger);
        }
        boolean hasState = triggers.findByUid(newTrigger.uid()).isPresent();
        if (hasState) {
            return states.setDisabled(newTrigger.uid(), newTrigger.getDisabled());
        }
        states.requireDefinition(newTrigger);
        return null;
    }

    /** As in Kestra 1.3 the key is built from the body alone: without its tenant the trigger is not found. */
    @Put("/backfill/pause")
    @Nullable
    public Trigger pauseBackfill(@Body Trigger trigger) {
        return states.pauseBackfill(trigger.uid(), true);
    }

    @Put("/backfill/unpause")
    @Nullable
    public Trigger unpauseBackfill(@Body Trigger trigger) {
        return states.pauseBackfill(trigger.uid(), false);
    }

    @Post("/backfill/delete")
    @Nullable
    public Trigger deleteBackfill(@Body Trigger trigger) {
        return states.deleteBackfill(trigger.uid());
    }

    @Post("/set-disabled/by-triggers")
    public Count disabledTriggersByIds(@Body DisabledTriggers setDisabledRequest) {
        setDisabledRequest.triggers().forEach(trigger -> {
            trigger.setTenantId(Tenant.MAIN);
            states.setDisabled(trigger.uid(), setDisabledRequest.disabled());
        });
        return new Count(setDisabledRequest.triggers().size());
    }

    @Post("/set-disabled/by-query")
    public Count disabledTriggersByQuery(
        @RequestBean FlatFilters filters, @QueryValue(defaultValue = "true") boolean disabled
    ) {
        List<Trigger> found = triggers.find(Pageable.UNPAGED, Tenant.MAIN, filters.orFilters());
        found.forEach(trigger -> states.setDisabled(trigger.uid(), disabled));
        return new Count(found.size());
    }

    @Post("/{namespace}/{flowId}/{triggerId}/unlock")
    public Optional<Trigger> unlockTrigger(String namespace, String flowId, String triggerId) {
        return states.find(namespace, flowId, triggerId).map(trigger -> {
            if (!TriggerStates.isLocked(trigger)) {
                throw new IllegalStateException("Trigger is not locked");
            }
            return states.unlock(trigger.uid());
        });
    }

    @Post("/{namespace}/{flowId}/{triggerId}/restart")
    public Optional<Trigger> restartTrigger(String namespace, String flowId, String triggerId) {
        return states.find(namespace, flowId, triggerId).map(trigger -> states.change(trigger.uid(), current ->
            current.toBuilder()
                .date(null)
                .evaluateRunningDate(null)
                .executionId(null)
                .nextExecutionDate(ZonedDateTime.now())
                .build()));
    }

    public record DisabledTriggers(List<Trigger> triggers, boolean disabled) {
    }

    public record Count(int count) {
    }
}
