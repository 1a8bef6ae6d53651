package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.debug.Breakpoint;
import io.kestra.core.models.Label;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.services.ExecutionService;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A replay is a new execution made out of an old one, which then carries the label {@code system.replayed}. */
@Singleton
public class Replays {
    private static final Label REPLAYED = new Label(Label.REPLAYED, "true");

    private final Executions executions;
    private final ExecutionService executionService;
    private final FlowService flowService;

    Replays(Executions executions, ExecutionService executionService, FlowService flowService) {
        this.executions = executions;
        this.executionService = executionService;
        this.flowService = flowService;
    }

    /** The flow a replay runs on: the given revision, or else the latest one. */
    public Flow flow(Execution source, @Nullable Integer revision) {
        return flowService.getFlowIfExecutableOrThrow(
            Tenant.MAIN, source.getNamespace(), source.getFlowId(), Optional.ofNullable(revision));
    }

    /**
     * @param taskRunId where to start; null replays from the beginning.
     * @param inputs null keeps the inputs of the source.
     */
    public Execution start(
        Execution source,
        Flow flow,
        @Nullable String taskRunId,
        @Nullable Integer revision,
        @Nullable List<Breakpoint> breakpoints,
        @Nullable Map<String, Object> inputs
    ) throws Exception {
        Execution copy = executionService.replay(source, flow, taskRunId, revision).withBreakpoints(breakpoints);
        Execution replay = inputs == null ? copy : copy.withInputs(inputs);
        executions.createFrom(source, replay);
        markReplayed(source);
        return replay;
    }

    private void markReplayed(Execution source) {
        List<Label> labels = new ArrayList<>(source.getLabels());
        if (!labels.contains(REPLAYED)) {
            labels.add(REPLAYED);
        }
        executions.save(source, source.withLabels(labels));
    }
}
