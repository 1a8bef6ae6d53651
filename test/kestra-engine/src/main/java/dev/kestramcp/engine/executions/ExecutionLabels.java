package dev.kestramcp.engine.executions;

import io.kestra.core.models.Label;
import io.kestra.core.models.executions.Execution;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import java.util.List;
import java.util.Optional;

/** {@code POST /executions/{id}/labels}: replace the labels of a finished execution. */
@Validated
@Controller("/api/v1/main/executions/{executionId}/labels")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionLabels {
    private final Executions executions;

    ExecutionLabels(Executions executions) {
        this.executions = executions;
    }

    @Post
    public HttpResponse<?> setLabelsOnTerminatedExecution(
        String executionId, @Body @NotNull @Valid List<Label> labels
    ) {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return HttpResponse.notFound();
        }
        if (!execution.get().getState().isTerminated()) {
            return HttpResponse.badRequest("The execution is not terminated");
        }
        Execution changed = LabelChange.replace(execution.get(), labels);
        return HttpResponse.ok(executions.save(execution.get(), changed));
    }
}
