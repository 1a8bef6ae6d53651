package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.http.FlatFilters;
import io.kestra.core.models.Label;
import io.kestra.core.models.flows.State;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import java.util.List;

/** The {@code by-ids} and {@code by-query} routes of {@code /executions}. */
@Validated
@Controller("/api/v1/main/executions")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionBulk {
    private final BulkRun bulk;
    private final BulkActions actions;

    ExecutionBulk(BulkRun bulk, BulkActions actions) {
        this.bulk = bulk;
        this.actions = actions;
    }

    @Post("/resume/by-ids")
    public HttpResponse<?> resumeExecutionsByIds(@Body List<String> executionsId) throws Exception {
        return bulk.run(executionsId, actions.resume());
    }

    @Post("/resume/by-query")
    public HttpResponse<?> resumeExecutionsByQuery(@RequestBean FlatFilters filters) throws Exception {
        return bulk.run(bulk.ids(filters), actions.resume());
    }

    @Post("/pause/by-ids")
    public HttpResponse<?> pauseExecutionsByIds(@Body List<String> executionsId) throws Exception {
        return bulk.run(executionsId, actions.pause());
    }

    @Post("/pause/by-query")
    public HttpResponse<?> pauseExecutionsByQuery(@RequestBean FlatFilters filters) throws Exception {
        return bulk.run(bulk.ids(filters), actions.pause());
    }

    @Delete("/kill/by-ids")
    public HttpResponse<?> killExecutionsByIds(@Body List<String> executionsId) throws Exception {
        return bulk.run(executionsId, actions.kill());
    }

    @Delete("/kill/by-query")
    public HttpResponse<?> killExecutionsByQuery(@RequestBean FlatFilters filters) throws Exception {
        return bulk.run(bulk.ids(filters), actions.kill());
    }

    @Post("/restart/by-ids")
    public HttpResponse<?> restartExecutionsByIds(@Body List<String> executionsId) throws Exception {
        return bulk.run(executionsId, actions.restart());
    }

    @Post("/restart/by-query")
    public HttpResponse<?> restartExecutionsByQuery(@RequestBean FlatFilters filters) throws Exception {
        return bulk.run(bulk.ids(filters), actions.restart());
    }

    @Post("/replay/by-ids")
    public HttpResponse<?> replayExecutionsByIds(
        @Body List<String> executionsId, @QueryValue(defaultValue = "false") boolean latestRevision
    ) throws Exception {
        return bulk.run(executionsId, actions.replay(latestRevision));
    }

    @Post("/replay/by-query")
    public HttpResponse<?> replayExecutionsByQuery(
        @RequestBean FlatFilters filters, @QueryValue(defaultValue = "false") boolean latestRevision
    ) throws Exception {
        return bulk.run(bulk.ids(filters), actions.replay(latestRevision));
    }

    @Post("/force-run/by-ids")
    public HttpResponse<?> forceRunByIds(@Body List<String> executionsId) throws Exception {
        return bulk.run(executionsId, actions.forceRun());
    }

    @Post("/force-run/by-query")
    public HttpResponse<?> forceRunExecutionsByQuery(@RequestBean FlatFilters filters) throws Exception {
        return bulk.run(bulk.ids(filters), actions.forceRun());
    }

    @Post("/unqueue/by-ids")
    public HttpResponse<?> unqueueExecutionsByIds(
        @Body List<String> executionsId, @Nullable @QueryValue State.Type state
    ) throws Exception {
        return bulk.run(executionsId, actions.unqueue(state));
    }

    @Post("/unqueue/by-query")
    public HttpResponse<?> unqueueExecutionsByQuery(
        @RequestBean FlatFilters filters, @Nullable @QueryValue State.Type newState
    ) throws Exception {
        return bulk.run(bulk.ids(filters), actions.unqueue(newState));
    }

    @Post("/change-status/by-ids")
    public HttpResponse<?> updateExecutionsStatusByIds(
        @Body List<String> executionsId, @QueryValue State.Type newStatus
    ) throws Exception {
        return bulk.run(executionsId, actions.changeStatus(newStatus));
    }

    @Post("/change-status/by-query")
    public HttpResponse<?> updateExecutionsStatusByQuery(
        @RequestBean FlatFilters filters, @QueryValue State.Type newStatus
    ) throws Exception {
        return bulk.run(bulk.ids(filters), actions.changeStatus(newStatus));
    }

    @Post("/labels/by-ids")
    public HttpResponse<?> setLabelsOnTerminatedExecutionsByIds(@Body LabelsByIds setLabelsByIds) throws Exception {
        return bulk.run(setLabelsByIds.executionsId(), actions.labels(setLabelsByIds.executionLabels()));
    }

    @Post("/labels/by-query")
    public HttpResponse<?> setLabelsOnTerminatedExecutionsByQuery(
        @RequestBean FlatFilters filters, @Body @NotNull @Valid List<Label> setLabels
    ) throws Exception {
        return bulk.run(bulk.ids(filters), actions.labels(setLabels));
    }

    @Delete("/by-ids")
    public HttpResponse<?> deleteExecutionsByIds(
        @Body List<String> executionsId,
        @QueryValue(defaultValue = "false") boolean includeNonTerminated,
        @QueryValue(defaultValue = "true") boolean deleteLogs,
        @QueryValue(defaultValue = "true") boolean deleteMetrics,
        @QueryValue(defaultValue = "true") boolean deleteStorage
    ) throws Exception {
        return bulk.run(
            executionsId, actions.delete(includeNonTerminated, deleteLogs, deleteMetrics, deleteStorage));
    }

    @Delete("/by-query")
    public HttpResponse<?> deleteExecutionsByQuery(
        @RequestBean FlatFilters filters,
        @QueryValue(defaultValue = "false") boolean includeNonTerminated,
        @QueryValue(defaultValue = "true") boolean deleteLogs,
        @QueryValue(defaultValue = "true") boolean deleteMetrics,
        @QueryValue(defaultValue = "true") boolean deleteStorage
    ) throws Exception {
        return bulk.run(
            bulk.ids(filters), actions.delete(includeNonTerminated, deleteLogs, deleteMetrics, deleteStorage));
    }

    public record LabelsByIds(List<String> executionsId, List<Label> executionLabels) {
    }
}
