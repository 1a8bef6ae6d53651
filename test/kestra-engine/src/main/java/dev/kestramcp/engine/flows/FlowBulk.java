package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;

/**
 * Enable, disable and delete many flows. Enabling and disabling rewrites {@code disabled:} in the source and so makes
 * a revision; a missing id is a 404, after what came before it was done.
 */
@Controller("/api/v1/main/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowBulk {
    private final FlowRepositoryInterface flows;
    private final FlowService flowService;

    FlowBulk(FlowRepositoryInterface flows, FlowService flowService) {
        this.flows = flows;
        this.flowService = flowService;
    }

    @Post("/enable/by-ids")
    public Count enableFlowsByIds(@Body List<FlowKey> ids) {
        return setDisabled(byIds(ids), false);
    }

    @Post("/enable/by-query")
    public Count enableFlowsByQuery(@RequestBean FlatFilters filters) {
        return setDisabled(byQuery(filters), false);
    }

    @Post("/disable/by-ids")
    public Count disableFlowsByIds(@Body List<FlowKey> ids) {
        return setDisabled(byIds(ids), true);
    }

    @Post("/disable/by-query")
    public Count disableFlowsByQuery(@RequestBean FlatFilters filters) {
        return setDisabled(byQuery(filters), true);
    }

    @Delete("/delete/by-ids")
    public Count deleteFlowsByIds(@Body List<FlowKey> ids) {
        return delete(byIds(ids));
    }

    @Delete("/delete/by-query")
    public Count deleteFlowsByQuery(@RequestBean FlatFilters filters) {
        return delete(byQuery(filters));
    }

    private List<FlowWithSource> byIds(List<FlowKey> ids) {
        return ids.stream()
            .map(key -> flows.findByIdWithSource(Tenant.MAIN, key.namespace(), key.id()).orElseThrow())
            .toList();
    }

    private List<FlowWithSource> byQuery(FlatFilters filters) {
        return flows.findWithSource(Pageable.UNPAGED, Tenant.MAIN, filters.orFilters());
    }

    private Count setDisabled(List<FlowWithSource> found, boolean disabled) {
        List<FlowWithSource> others = found.stream().filter(flow -> flow.isDisabled() != disabled).toList();
        others.forEach(flow -> {
            String source = FlowService.injectDisabled(flow.getSource(), disabled);
            flows.update(GenericFlow.fromYaml(Tenant.MAIN, source), flow);
        });
        return new Count(others.size());
    }

    private Count delete(List<FlowWithSource> found) {
        found.forEach(flowService::delete);
        return new Count(found.size());
    }

    public record FlowKey(String namespace, String id) {
    }

    public record Count(int count) {
    }
}
