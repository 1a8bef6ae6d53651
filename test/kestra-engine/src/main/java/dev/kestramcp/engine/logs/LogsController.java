package dev.kestramcp.engine.logs;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.executions.Executions;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import dev.kestramcp.engine.http.TimeWindow;
import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.repositories.LogRepositoryInterface;
import io.kestra.core.services.ExecutionLogService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;
import org.slf4j.event.Level;

import java.util.List;
import java.util.NoSuchElementException;

/** {@code /logs}: search, read, download and delete. Queries and the selection rules are the engine's. */
@Validated
@Controller("/api/v1/main/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class LogsController {
    private final LogRepositoryInterface repository;
    private final ExecutionLogService executionLogs;
    private final Executions executions;

    LogsController(
        LogRepositoryInterface repository, ExecutionLogService executionLogs, Executions executions
    ) {
        this.repository = repository;
        this.executionLogs = executionLogs;
        this.executions = executions;
    }

    @Get("/search")
    public PagedResults<LogEntry> searchLogs(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @RequestBean FlatFilters filters
    ) {
        return PagedResults.of(repository.find(
            Paging.of(page, size, sort), Tenant.MAIN, TimeWindow.applyTo(filters.orFilters())));
    }

    @Get("/{executionId}")
    public List<LogEntry> listLogsFromExecution(
        String executionId,
        @Nullable @QueryValue Level minLevel,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue String taskId,
        @Nullable @QueryValue Integer attempt
    ) {
        return executionLogs.getExecutionLogs(
            Tenant.MAIN, executionId, minLevel, taskRunId, listOf(taskId), attempt, true);
    }

    @Get(uri = "/{executionId}/download", produces = MediaType.TEXT_PLAIN)
    public StreamedFile downloadLogsFromExecution(
        String executionId,
        @Nullable @QueryValue Level minLevel,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue String taskId,
        @Nullable @QueryValue Integer attempt
    ) {
        if (executions.find(executionId).isEmpty()) {
            throw new NoSuchElementException("Execution '" + executionId + "' not found.");
        }
        return new StreamedFile(executionLogs.getExecutionLogsAsStream(
            Tenant.MAIN, executionId, minLevel, taskRunId, listOf(taskId), attempt, true), MediaType.TEXT_PLAIN_TYPE)
            .attach(executionId + ".log");
    }

    @Delete("/{executionId}")
    public void deleteLogsFromExecution(
        String executionId,
        @Nullable @QueryValue Level minLevel,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue String taskId,
        @Nullable @QueryValue Integer attempt
    ) {
        repository.deleteByQuery(Tenant.MAIN, executionId, taskId, taskRunId, minLevel, attempt);
    }

    @Delete("/{namespace}/{flowId}")
    public void deleteLogsFromFlow(String namespace, String flowId, @Nullable @QueryValue String triggerId) {
        repository.deleteByQuery(Tenant.MAIN, namespace, flowId, triggerId);
    }

    @Nullable
    private static List<String> listOf(@Nullable String taskId) {
        return taskId == null ? null : List.of(taskId);
    }
}
