package dev.kestramcp.engine.metrics;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.models.executions.MetricEntry;
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

import java.util.List;

/** {@code /metrics}: what the tasks of an execution measured, and the names of a flow's metrics. */
@Validated
@Controller("/api/v1/main/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
public class MetricsController {
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
}
