package dev.kestramcp.engine.metrics;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.models.executions.MetricEntry;
import io.kestra.core.models.executions.metrics.MetricAggregations;
import io.kestra.core.repositories.MetricRepositoryInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.time.ZonedDateTime;
import java.util.List;

/** {@code /metrics}: what the tasks of an execution measured, and of a flow: names, tasks and sums. */
@Validated
@Controller("/api/v1/main/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
public class MetricsController {
    private static final int DEFAULT_DAYS = 30;

    private final MetricRepositoryInterface metrics;

    MetricsController(MetricRepositoryInterface metrics) {
        this.metrics = metrics;
    }

    @Get("/{executionId}")
    public PagedResults<MetricEntry> searchMetricsByExecution(
        String executionId,
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue String taskId
    ) {
        Pageable pageable = Paging.of(page, size, sort, metrics.sortMapping());
        if (taskId != null) {
            return PagedResults.of(metrics.findByExecutionIdAndTaskId(Tenant.MAIN, executionId, taskId, pageable));
        }
        if (taskRunId != null) {
            return PagedResults.of(
                metrics.findByExecutionIdAndTaskRunId(Tenant.MAIN, executionId, taskRunId, pageable));
        }
        return PagedResults.of(metrics.findByExecutionId(Tenant.MAIN, executionId, pageable));
    }

    @Get("/names/{namespace}/{flowId}")
    public List<String> listFlowMetrics(String namespace, String flowId) {
        return metrics.flowMetrics(Tenant.MAIN, namespace, flowId);
    }

    @Get("/names/{namespace}/{flowId}/{taskId}")
    public List<String> listTaskMetrics(String namespace, String flowId, String taskId) {
        return metrics.taskMetrics(Tenant.MAIN, namespace, flowId, taskId);
    }

    @Get("/tasks/{namespace}/{flowId}")
    public List<String> listTasksWithMetrics(String namespace, String flowId) {
        return metrics.tasksWithMetrics(Tenant.MAIN, namespace, flowId);
    }

    @Get("/aggregates/{namespace}/{flowId}/{metric}")
    public MetricAggregations aggregateMetricsFromFlow(
        String namespace,
        String flowId,
        String metric,
        @Nullable @QueryValue ZonedDateTime startDate,
        @Nullable @QueryValue ZonedDateTime endDate,
        @QueryValue(defaultValue = "sum") String aggregation
    ) {
        return aggregate(namespace, flowId, null, metric, startDate, endDate, aggregation);
    }

    @Get("/aggregates/{namespace}/{flowId}/{taskId}/{metric}")
    public MetricAggregations aggregateMetricsFromTask(
        String namespace,
        String flowId,
        String taskId,
        String metric,
        @Nullable @QueryValue ZonedDateTime startDate,
        @Nullable @QueryValue ZonedDateTime endDate,
        @QueryValue(defaultValue = "sum") String aggregation
    ) {
        return aggregate(namespace, flowId, taskId, metric, startDate, endDate, aggregation);
    }

    private MetricAggregations aggregate(
        String namespace,
        String flowId,
        @Nullable String taskId,
        String metric,
        @Nullable ZonedDateTime startDate,
        @Nullable ZonedDateTime endDate,
        String aggregation
    ) {
        ZonedDateTime end = endDate == null ? ZonedDateTime.now() : endDate;
        ZonedDateTime start = startDate == null ? end.minusDays(DEFAULT_DAYS) : startDate;
        return metrics.aggregateByFlowId(Tenant.MAIN, namespace, flowId, taskId, metric, start, end, aggregation);
    }
}
