package dev.kestramcp.engine.executions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kestra.core.models.executions.Execution;

/** What a creation answers: the execution and the address of its page in Kestra's user interface. */
public record ExecutionWithUrl(@JsonUnwrapped Execution execution, String url) {
    static ExecutionWithUrl of(Execution execution, String baseUrl) {
        return new ExecutionWithUrl(execution, String.join("/",
            baseUrl, "ui", execution.getTenantId(), "executions",
            execution.getNamespace(), execution.getFlowId(), execution.getId()));
    }
}
