package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import dev.kestramcp.engine.http.TimeWindow;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.exceptions.IllegalVariableEvaluationException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.FlowForExecution;
import io.kestra.core.models.flows.State;
import io.kestra.core.models.hierarchies.FlowGraph;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.ExecutionRepositoryInterface.FlowFilter;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.ExecutionService;
import io.kestra.core.services.GraphService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** {@code /executions}: search, list, read and delete. Queries, graphs and deletion are the engine's. */
@Validated
@Controller("/api/v1/main/executions")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionsController {
    private final Executions executions;
    private final ExecutionRepositoryInterface repository;
    private final ExecutionService executionService;
    private final FlowRepositoryInterface flows;
    private final GraphService graphs;

    ExecutionsController(
        Executions executions,
        ExecutionRepositoryInterface repository,
        ExecutionService executionService,
        FlowRepositoryInterface flows,
        GraphService graphs
    ) {
        this.executions = executions;
        this.repository = repository;
        this.executionService = executionService;
        this.flows = flows;
        this.graphs = graphs;
    }

    @Get("/search")
    public PagedResults<Execution> searchExecutions(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @RequestBean FlatFilters filters
    ) {
        return PagedResults.of(repository.find(
            Paging.of(page, size, sort, repository.sortMapping()),
            Tenant.MAIN,
            TimeWindow.applyTo(filters.orFilters())
        ));
    }

    /** The executions of one flow; unlike the search it knows no time window. */
    @Get
    public PagedResults<Execution> searchExecutionsByFlowId(
        @QueryValue String namespace,
        @QueryValue String flowId,
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size
    ) {
        return PagedResults.of(repository.findByFlowId(Tenant.MAIN, namespace, flowId, Paging.of(page, size)));
    }

    @Post("/latest")
    public List<LatestExecution> getLatestExecutions(@Body List<FlowFilter> flowFilters) {
        return repository.lastExecutions(Tenant.MAIN, flowFilters).stream().map(LatestExecution::of).toList();
    }

    @Get("/namespaces")
    public List<String> listExecutableDistinctNamespaces() {
        return flows.findDistinctNamespaceExecutable(Tenant.MAIN);
    }

    @Get("/namespaces/{namespace}/flows")
    public List<FlowForExecution> listFlowExecutionsByNamespace(String namespace) {
        return flows.findByNamespaceExecutable(Tenant.MAIN, namespace);
    }

    @Get("/flows/{namespace}/{flowId}")
    public FlowForExecution getFlowForExecution(
        String namespace, String flowId, @Nullable @QueryValue Integer revision
    ) {
        Optional<Integer> wanted = Optional.ofNullable(revision);
        return FlowForExecution.of(flows.findByIdWithoutAcl(Tenant.MAIN, namespace, flowId, wanted).orElseThrow());
    }

    @Get("/{executionId}")
    public Optional<Execution> getExecution(String executionId) {
        return executions.find(executionId);
    }

    @Get("/{executionId}/flow")
    public FlowForExecution getFlowFromExecution(String executionId) {
        Execution execution = executions.find(executionId).orElseThrow(() -> new NoSuchElementException(
            "Execution " + executionId + " not found when fetching flow"));
        return FlowForExecution.of(flows.findByExecutionWithoutAcl(execution));
    }

    @Get("/{executionId}/graph")
    @Nullable
    public FlowGraph getExecutionFlowGraph(String executionId, @Nullable @QueryValue List<String> subflows)
        throws IllegalVariableEvaluationException, FlowProcessingException {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return null;
        }
        return graphs.flowGraph(flows.findByExecutionWithoutAcl(execution.get()), subflows, execution.get())
            .forExecution();
    }

    @Delete("/{executionId}")
    public HttpResponse<Void> deleteExecution(
        String executionId,
        @QueryValue(defaultValue = "true") boolean deleteLogs,
        @QueryValue(defaultValue = "true") boolean deleteMetrics,
        @QueryValue(defaultValue = "true") boolean deleteStorage
    ) throws IOException {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return HttpResponse.notFound();
        }
        executionService.delete(execution.get(), deleteLogs, deleteMetrics, deleteStorage);
        return HttpResponse.noContent();
    }

    public record LatestExecution(
        String id, String flowId, String namespace, Instant startDate, State.Type status
    ) {
        static LatestExecution of(Execution execution) {
            return new LatestExecution(
                execution.getId(),
                execution.getFlowId(),
                execution.getNamespace(),
                execution.getState().getStartDate(),
                execution.getState().getCurrent()
            );
        }
    }
}
