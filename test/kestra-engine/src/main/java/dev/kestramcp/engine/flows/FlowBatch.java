package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.Valid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Save many flows at once. As in Kestra, {@code delete} is on unless it is switched off: flows that the body leaves out
 * are deleted, of the namespace or, without one, of the whole tenant.
 */
@Validated
@Controller("/api/v1/main/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowBatch {
    private final FlowRepositoryInterface flows;
    private final FlowService flowService;
    private final FlowSave flowSave;

    FlowBatch(FlowRepositoryInterface flows, FlowService flowService, FlowSave flowSave) {
        this.flows = flows;
        this.flowService = flowService;
        this.flowSave = flowSave;
    }

    @Post(uri = "/bulk", consumes = MediaType.APPLICATION_YAML)
    public List<FlowWithSource> bulkUpdateFlows(
        @Body @Nullable String flows,
        @QueryValue(defaultValue = "true") boolean delete,
        @Nullable @QueryValue String namespace,
        @QueryValue(defaultValue = "false") boolean allowNamespaceChild
    ) throws FlowProcessingException {
        List<String> sources = flows == null ? List.of() : FlowDocuments.split(flows);
        return save(sources, namespace, allowNamespaceChild, delete);
    }

    @Post(uri = "/{namespace}", consumes = MediaType.APPLICATION_YAML)
    public List<FlowWithSource> updateFlowsInNamespace(
        String namespace, @Body @Nullable String flows, @QueryValue(defaultValue = "true") boolean delete
    ) throws FlowProcessingException {
        return save(flows == null ? List.of() : FlowDocuments.split(flows), namespace, false, delete);
    }

    @Post(uri = "/{namespace}", consumes = MediaType.APPLICATION_JSON)
    public List<FlowWithSource> updateFlowsInNamespaceFromJson(
        String namespace, @Body @Valid List<Flow> flows, @QueryValue(defaultValue = "true") boolean delete
    ) throws FlowProcessingException {
        return save(flows.stream().map(Flow::sourceOrGenerateIfNull).toList(), namespace, false, delete);
    }

    private List<FlowWithSource> save(
        List<String> sources, @Nullable String namespace, boolean allowChildren, boolean delete
    ) throws FlowProcessingException {
        for (String source : sources) {
            requireNamespace(GenericFlow.fromYaml(Tenant.MAIN, source), namespace, allowChildren);
        }
        List<FlowWithSource> saved = new ArrayList<>();
        for (String source : sources) {
            saved.add(flowSave.save(source));
        }
        if (delete) {
            saved.addAll(deleteOthers(saved, namespace));
        }
        return saved;
    }

    private static void requireNamespace(GenericFlow flow, @Nullable String namespace, boolean allowChildren) {
        boolean isInside = namespace == null || flow.getNamespace().equals(namespace)
            || (allowChildren && flow.getNamespace().startsWith(namespace + "."));
        if (!isInside) {
            throw ManualConstraintViolation.toConstraintViolationException(
                "Flow namespace is invalid", flow, GenericFlow.class, "flow.namespace", flow.getNamespace());
        }
    }

    private List<FlowWithSource> deleteOthers(List<FlowWithSource> kept, @Nullable String namespace) {
        Set<String> keptUids = new HashSet<>();
        kept.forEach(flow -> keptUids.add(flow.uidWithoutRevision()));
        List<FlowWithSource> stored = namespace == null
            ? flows.findAllWithSource(Tenant.MAIN)
            : flows.findByNamespaceWithSource(Tenant.MAIN, namespace);
        return stored.stream()
            .filter(flow -> !keptUids.contains(flow.uidWithoutRevision()))
            .map(flowService::delete)
            .toList();
    }
}
