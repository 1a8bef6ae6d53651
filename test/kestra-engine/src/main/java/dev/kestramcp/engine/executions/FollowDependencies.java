package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.Label;
import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.State;
import io.kestra.core.models.topologies.FlowNode;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.kestra.core.topologies.FlowTopologyService;
import io.kestra.core.utils.Await;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import reactor.core.publisher.Flux;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * {@code GET /executions/{id}/follow-dependencies}: the states of the executions of one chain (they share a
 * correlation id) in the flows that depend on this one. Which flows those are the engine says; Kestra's server listens
 * to the queue, this looks twice a second.
 */
@Controller("/api/v1/main/executions/{executionId}/follow-dependencies")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FollowDependencies {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration WAIT_FOR_EXECUTION = Duration.ofSeconds(10);

    private final Executions executions;
    private final ExecutionRepositoryInterface repository;
    private final FlowService flowService;
    private final FlowTopologyService topologies;

    FollowDependencies(
        Executions executions,
        ExecutionRepositoryInterface repository,
        FlowService flowService,
        FlowTopologyService topologies
    ) {
        this.executions = executions;
        this.repository = repository;
        this.flowService = flowService;
        this.topologies = topologies;
    }

    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<Status>> followDependenciesExecutions(
        String executionId,
        @QueryValue(defaultValue = "false") boolean destinationOnly,
        @QueryValue(defaultValue = "false") boolean expandAll
    ) throws TimeoutException {
        Execution execution = Await.until(
            () -> executions.find(executionId).orElse(null), POLL, WAIT_FOR_EXECUTION);
        Set<String> flows = flows(execution, destinationOnly, expandAll);
        Map<String, Status> seen = new HashMap<>();
        Set<String> ended = new HashSet<>();
        Status start = Status.of(executionId);
        Flux<Event<Status>> changes = Flux.interval(Duration.ZERO, POLL)
            .takeUntil(tick -> ended.containsAll(flows))
            .concatMapIterable(tick -> changes(execution, flows, seen, ended));
        return Flux.just(Event.of(start).id("start"))
            .concatWith(flows.isEmpty() ? Flux.empty() : changes)
            .concatWithValues(Event.of(start).id("end-all"));
    }

    private Set<String> flows(Execution execution, boolean destinationOnly, boolean expandAll) {
        Set<String> flows = new HashSet<>();
        for (FlowNode node : topologies.graph(flowService.findDependencies(Tenant.MAIN, execution.getNamespace(),
            execution.getFlowId(), destinationOnly, expandAll), node -> node).getNodes()) {
            flows.add(node.getNamespace() + "." + node.getId());
        }
        return flows;
    }

    private List<Event<Status>> changes(
        Execution execution, Set<String> flows, Map<String, Status> seen, Set<String> ended
    ) {
        return chain(execution).filter(it -> flows.contains(it.getNamespace() + "." + it.getFlowId()))
            .map(Status::of)
            .filter(status -> !status.equals(seen.put(status.executionId(), status)))
            .map(status -> {
                boolean isEnd = status.state().isTerminated();
                if (isEnd) {
                    ended.add(status.namespace() + "." + status.flowId());
                }
                return Event.of(status).id(isEnd ? "end" : "progress");
            })
            .toList();
    }

    private Stream<Execution> chain(Execution execution) {
        String correlationId = execution.getLabels().stream()
            .filter(label -> label.key().equals(Label.CORRELATION_ID))
            .map(Label::value)
            .findFirst()
            .orElse(execution.getId());
        QueryFilter sameChain = new QueryFilter(
            QueryFilter.Field.LABELS, QueryFilter.Op.EQUALS, Map.of(Label.CORRELATION_ID, correlationId));
        return repository.find(Pageable.UNPAGED, Tenant.MAIN, List.of(sameChain)).stream();
    }

    public record Status(
        String executionId,
        @Nullable String tenantId,
        @Nullable String namespace,
        @Nullable String flowId,
        @Nullable State.Type state
    ) {
        static Status of(String executionId) {
            return new Status(executionId, null, null, null, null);
        }

        static Status of(Execution execution) {
            return new Status(execution.getId(), execution.getTenantId(), execution.getNamespace(),
                execution.getFlowId(), execution.getState().getCurrent());
        }
    }
}
