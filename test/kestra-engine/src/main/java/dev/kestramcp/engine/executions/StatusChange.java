package dev.kestramcp.engine.executions;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.State;

/** Changing the state of a finished execution by hand, from one terminal state to another. */
final class StatusChange {
    private StatusChange() {
    }

    /** @throws IllegalArgumentException if either state does not allow it. */
    static Execution apply(Execution execution, State.Type status) {
        requireTerminal(status);
        if (!execution.getState().canChangeStatus()) {
            throw new IllegalArgumentException("You can only change the state of a terminated non killed execution.");
        }
        return execution.withState(status);
    }

    static void requireTerminal(State.Type status) {
        if (!status.isTerminated()) {
            throw new IllegalArgumentException("You can only change the state of an execution to a terminal state.");
        }
    }
}
