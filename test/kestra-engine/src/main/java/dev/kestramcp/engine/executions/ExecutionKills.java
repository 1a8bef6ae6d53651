package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.executions.ExecutionKilled;
import io.kestra.core.models.executions.ExecutionKilledExecution;
import io.kestra.core.queues.QueueException;
import io.kestra.core.queues.QueueFactoryInterface;
import io.kestra.core.queues.QueueInterface;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Asks the engine to kill an execution: it answers later, by the execution's state. */
@Singleton
public class ExecutionKills {
    private final QueueInterface<ExecutionKilled> queue;

    ExecutionKills(@Named(QueueFactoryInterface.KILL_NAMED) QueueInterface<ExecutionKilled> queue) {
        this.queue = queue;
    }

    /** @param cascade whether the subflow executions it started are killed as well. */
    public void request(String executionId, boolean cascade) throws QueueException {
        queue.emit(ExecutionKilledExecution.builder()
            .state(ExecutionKilled.State.REQUESTED)
            .executionId(executionId)
            .isOnKillCascade(cascade)
            .tenantId(Tenant.MAIN)
            .build());
    }
}
