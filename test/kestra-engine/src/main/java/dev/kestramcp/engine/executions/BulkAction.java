package dev.kestramcp.engine.executions;

import io.kestra.core.models.executions.Execution;

import java.util.function.Predicate;

/**
 * One action on many executions.
 *
 * @param name what Kestra calls it in a refusal: {@code invalid bulk <name>}.
 * @param allowed whether an execution's state allows it.
 * @param refusal what is said of an execution whose state does not.
 */
record BulkAction(String name, Predicate<Execution> allowed, String refusal, Step step) {
    /** The action itself. */
    interface Step {
        void apply(Execution execution) throws Exception;
    }
}
