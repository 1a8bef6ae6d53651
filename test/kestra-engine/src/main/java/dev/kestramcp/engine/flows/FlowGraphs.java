package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.exceptions.IllegalVariableEvaluationException;
import io.kestra.core.models.flows.FlowId;
import io.kestra.core.models.flows.FlowWithException;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.hierarchies.FlowGraph;
import io.kestra.core.models.topologies.FlowTopologyGraph;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.kestra.core.services.GraphService;
import io.kestra.core.services.PluginDefaultService;
import io.kestra.core.topologies.FlowTopologyService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The graph of a flow and what depends on it; both are computed by the engine. */
@Controller("/api/v1/main/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowGraphs {
    private final FlowRepositoryInterface flows;
    private final FlowService flowService;
    private final GraphService graphs;
    private final FlowTopologyService topologies;
    private final PluginDefaultService parser;

    FlowGraphs(
        FlowRepositoryInterface flows,
        FlowService flowService,
        GraphService graphs,
        FlowTopologyService topologies,
        PluginDefaultService parser
    ) {
        this.flows = flows;
        this.flowService = flowService;
        this.graphs = graphs;
        this.topologies = topologies;
        this.parser = parser;
    }

    @Get("/{namespace}/{id}/graph")
    public FlowGraph generateFlowGraph(
        String namespace,
        String id,
        @Nullable @QueryValue Integer revision,
        @Nullable @QueryValue List<String> subflows
    ) throws IllegalVariableEvaluationException, FlowProcessingException {
        FlowWithSource flow = flows.findByIdWithSource(Tenant.MAIN, namespace, id, Optional.ofNullable(revision))
            .orElseThrow(() -> new NoSuchElementException(
                "Unable to find flow " + FlowId.uidWithoutRevision(Tenant.MAIN, namespace, id)));
        if (flow instanceof FlowWithException broken) {
            throw new IllegalStateException(
                "Unable to generate the graph of an invalid flow: " + broken.getException());
        }
        return graphs.flowGraph(flow, subflows);
    }

    @Post(uri = "/graph", consumes = MediaType.APPLICATION_YAML)
    public FlowGraph generateFlowGraphFromSource(@Body String flow, @Nullable @QueryValue List<String> subflows)
        throws IllegalVariableEvaluationException, FlowProcessingException {
        return graphs.flowGraph(parser.parseFlowWithAllDefaults(Tenant.MAIN, flow, false), subflows);
    }

    @Get("/{namespace}/{id}/dependencies")
    public FlowTopologyGraph getFlowDependencies(
        String namespace,
        String id,
        @QueryValue(defaultValue = "false") boolean destinationOnly,
        @QueryValue(defaultValue = "false") boolean expandAll
    ) {
        return topologies.graph(
            flowService.findDependencies(Tenant.MAIN, namespace, id, destinationOnly, expandAll), node -> node);
    }
}
