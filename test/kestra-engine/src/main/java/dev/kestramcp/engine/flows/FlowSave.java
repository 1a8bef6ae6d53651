package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import jakarta.inject.Singleton;

import java.util.Optional;

/** Creates a flow or updates the one that is there; the engine validates both. */
@Singleton
public class FlowSave {
    private final FlowRepositoryInterface flows;
    private final FlowService flowService;

    FlowSave(FlowRepositoryInterface flows, FlowService flowService) {
        this.flows = flows;
        this.flowService = flowService;
    }

    public FlowWithSource save(String source) throws FlowProcessingException {
        GenericFlow flow = GenericFlow.fromYaml(Tenant.MAIN, source);
        Optional<FlowWithSource> current =
            flows.findByIdWithSource(Tenant.MAIN, flow.getNamespace(), flow.getId());
        return current.isPresent() ? flows.update(flow, current.get()) : flowService.create(flow, true);
    }
}
