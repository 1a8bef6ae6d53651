package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.events.CrudEvent;
import io.kestra.core.events.CrudEventType;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.queues.QueueException;
import io.kestra.core.queues.QueueFactoryInterface;
import io.kestra.core.queues.QueueInterface;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import java.util.NoSuchElementException;
import java.util.Optional;

/** What every execution route needs: find an execution, hand a new state of it to the engine, check a revision. */
@Singleton
public class Executions {
    private final ExecutionRepositoryInterface repository;
    private final FlowRepositoryInterface flows;
    private final QueueInterface<Execution> queue;
    private final ApplicationEventPublisher<CrudEvent<Execution>> events;

    Executions(
        ExecutionRepositoryInterface repository,
        FlowRepositoryInterface flows,
        @Named(QueueFactoryInterface.EXECUTION_NAMED) QueueInterface<Execution> queue,
        ApplicationEventPublisher<CrudEvent<Execution>> events
    ) {
        this.repository = repository;
        this.flows = flows;
        this.queue = queue;
        this.events = events;
    }

    public Optional<Execution> find(String id) {
        return repository.findById(Tenant.MAIN, id);
    }

    /** @throws NoSuchElementException in the words of Kestra's evaluation routes. */
    public Execution get(String id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("Unable to find execution '" + id + "'"));
    }

    /** A new execution: the executor starts it. */
    public Execution create(Execution execution) throws QueueException {
        queue.emit(execution);
        events.publishEvent(new CrudEvent<>(execution, CrudEventType.CREATE));
        return execution;
    }

    /** An execution made out of another one: a replay. */
    public Execution createFrom(Execution source, Execution execution) throws QueueException {
        queue.emit(execution);
        events.publishEvent(new CrudEvent<>(execution, source, CrudEventType.CREATE));
        return execution;
    }

    /** A new state of an execution: the executor goes on from it. */
    public Execution update(Execution before, Execution after) throws QueueException {
        queue.emit(after);
        events.publishEvent(new CrudEvent<>(after, before, CrudEventType.UPDATE));
        return after;
    }

    /** A change the executor has nothing to do with (labels): stored at once. */
    public Execution save(Execution before, Execution after) {
        events.publishEvent(new CrudEvent<>(after, before, CrudEventType.UPDATE));
        return repository.save(after);
    }

    /** @throws NoSuchElementException if the flow has no such revision; a null revision is not checked. */
    public void requireRevision(Execution execution, Integer revision) {
        if (revision == null) {
            return;
        }
        Optional<Flow> flow = flows.findById(
            Tenant.MAIN, execution.getNamespace(), execution.getFlowId(), Optional.of(revision));
        if (flow.isEmpty()) {
            throw new NoSuchElementException("Unable to find revision " + revision + " on flow "
                + execution.getNamespace() + "." + execution.getFlowId());
        }
    }
}
