package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.SearchResult;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.FlowInterface;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.models.tasks.Task;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.util.List;
import java.util.Optional;

/** {@code /flows}: create, read, search, update and delete. Parsing, validation and revisions are the engine's. */
@Validated
@Controller("/api/v1/main/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowsController {
    private final FlowRepositoryInterface flows;
    private final FlowService flowService;

    FlowsController(FlowRepositoryInterface flows, FlowService flowService) {
        this.flows = flows;
        this.flowService = flowService;
    }

    @Get("/search")
    public PagedResults<Flow> searchFlows(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @RequestBean FlatFilters filters
    ) {
        return PagedResults.of(flows.find(Paging.of(page, size, sort), Tenant.MAIN, filters.orFilters()));
    }

    @Get("/source")
    public PagedResults<SearchResult<Flow>> searchFlowsBySourceCode(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @Nullable @QueryValue String q,
        @Nullable @QueryValue String namespace
    ) {
        return PagedResults.of(flows.findSourceCode(Paging.of(page, size, sort), q, Tenant.MAIN, namespace));
    }

    @Get("/distinct-namespaces")
    public List<String> listDistinctNamespaces(@Nullable @QueryValue String q) {
        return flows.findDistinctNamespace(Tenant.MAIN, q);
    }

    @Get("/{namespace}")
    public List<Flow> listFlowsByNamespace(String namespace) {
        return flows.findByNamespace(Tenant.MAIN, namespace);
    }

    @Get("/{namespace}/{id}")
    public Optional<? extends FlowInterface> getFlow(
        String namespace,
        String id,
        @QueryValue(defaultValue = "false") boolean source,
        @Nullable @QueryValue Integer revision,
        @QueryValue(defaultValue = "false") boolean allowDeleted
    ) {
        Optional<Integer> wanted = Optional.ofNullable(revision);
        return source
            ? flows.findByIdWithSource(Tenant.MAIN, namespace, id, wanted, allowDeleted)
            : flows.findById(Tenant.MAIN, namespace, id, wanted, allowDeleted);
    }

    @Get("/{namespace}/{id}/tasks/{taskId}")
    @Nullable
    public Task getTaskFromFlow(String namespace, String id, String taskId, @Nullable @QueryValue Integer revision) {
        try {
            return flows.findById(Tenant.MAIN, namespace, id, Optional.ofNullable(revision))
                .orElseThrow()
                .findTaskByTaskId(taskId);
        } catch (InternalException noSuchTask) {
            return null;
        }
    }

    @Get("/deprecated")
    public List<DeprecatedFlow> listFlowsWithDeprecatedTasks(@Nullable @QueryValue String namespace) {
        List<Flow> found = namespace == null
            ? flows.findAll(Tenant.MAIN) : flows.findByNamespacePrefix(Tenant.MAIN, namespace);
        return found.stream()
            .map(flow -> new DeprecatedFlow(
                flow.getNamespace(), flow.getId(), flow.getRevision(), flowService.findDeprecatedTasks(flow)))
            .filter(flow -> !flow.deprecatedTasks().isEmpty())
            .toList();
    }

    @Get("/{namespace}/{id}/revisions")
    public List<FlowWithSource> listFlowRevisions(
        String namespace, String id, @QueryValue(defaultValue = "false") boolean allowDelete
    ) {
        return flows.findRevisions(Tenant.MAIN, namespace, id, allowDelete);
    }

    @Post(consumes = MediaType.APPLICATION_YAML)
    public FlowWithSource createFlow(@Body String flow) throws FlowProcessingException {
        return flowService.create(GenericFlow.fromYaml(Tenant.MAIN, flow), true);
    }

    /** Kestra reads any body that does not say it is YAML as JSON. */
    @Post(consumes = MediaType.ALL)
    public Flow createFlowFromJson(@Body Flow flow) throws FlowProcessingException {
        Flow owned = flow.toBuilder().tenantId(Tenant.MAIN).build();
        return flowService.create(GenericFlow.of(owned), false).toFlow();
    }

    @Put(uri = "/{namespace}/{id}", consumes = MediaType.APPLICATION_YAML)
    public HttpResponse<FlowWithSource> updateFlow(String namespace, String id, @Body String flow)
        throws FlowProcessingException {
        Optional<FlowWithSource> current = flows.findByIdWithSource(Tenant.MAIN, namespace, id);
        if (current.isEmpty()) {
            return HttpResponse.notFound();
        }
        return HttpResponse.ok(flows.update(GenericFlow.fromYaml(Tenant.MAIN, flow), current.get()));
    }

    @Delete("/{namespace}/{id}")
    public HttpResponse<Void> deleteFlow(String namespace, String id) {
        Optional<FlowWithSource> current = flows.findByIdWithSource(Tenant.MAIN, namespace, id);
        current.ifPresent(flowService::delete);
        return current.isPresent() ? HttpResponse.noContent() : HttpResponse.notFound();
    }

    /** Deleting the current revision deletes the flow. */
    @Delete("/{namespace}/{id}/revisions")
    public HttpResponse<Void> deleteRevisions(String namespace, String id, @QueryValue List<Integer> revisions) {
        if (flows.findById(Tenant.MAIN, namespace, id, Optional.empty(), true).isEmpty()) {
            return HttpResponse.notFound();
        }
        flows.deleteRevisions(Tenant.MAIN, namespace, id, revisions);
        return HttpResponse.noContent();
    }

    public record DeprecatedFlow(
        String namespace, String flowId, Integer revision, List<FlowService.TaskDeprecation> deprecatedTasks
    ) {
    }
}
