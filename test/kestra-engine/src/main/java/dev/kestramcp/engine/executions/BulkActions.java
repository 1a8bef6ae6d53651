package dev.kestramcp.engine.executions;

import io.kestra.core.models.Label;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.State;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.ConcurrencyLimitService;
import io.kestra.core.services.ExecutionService;
import io.kestra.plugin.core.flow.Pause;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

import java.util.List;

/** The bulk actions, with the states they allow and Kestra's words for those they do not. */
@Singleton
class BulkActions {
    private final Executions executions;
    private final ExecutionKills kills;
    private final Replays replays;
    private final ExecutionService executionService;
    private final ConcurrencyLimitService concurrencyLimits;
    private final FlowRepositoryInterface flows;

    BulkActions(
        Executions executions,
        ExecutionKills kills,
        Replays replays,
        ExecutionService executionService,
        ConcurrencyLimitService concurrencyLimits,
        FlowRepositoryInterface flows
    ) {
        this.executions = executions;
        this.kills = kills;
        this.replays = replays;
        this.executionService = executionService;
        this.concurrencyLimits = concurrencyLimits;
        this.flows = flows;
    }

    /** Unlike the resume of one execution it passes no inputs, not even the defaults of {@code onResume}. */
    BulkAction resume() {
        return new BulkAction("resume", it -> it.getState().isPaused(), "execution not in state PAUSED", it -> {
            FlowWithSource flow = flows.findByExecutionWithoutAcl(it);
            executions.update(it, executionService.resume(it, flow, State.Type.RUNNING, Pause.Resumed.now()));
        });
    }

    BulkAction pause() {
        return new BulkAction("pause", it -> it.getState().isRunning(), "execution not in state RUNNING",
            it -> executions.update(it, executionService.pause(it)));
    }

    BulkAction kill() {
        return new BulkAction("kill", it -> !it.getState().isTerminated(), "execution already finished",
            it -> kills.request(it.getId(), false));
    }

    BulkAction restart() {
        return new BulkAction("restart", it -> it.getState().canBeRestarted(),
            "execution not in state PAUSED or terminated",
            it -> executions.update(it, executionService.restart(it, null)));
    }

    BulkAction replay(boolean latestRevision) {
        return new BulkAction("replay", it -> true, "", it -> {
            var flow = replays.flow(it, null);
            replays.start(it, flow, null, latestRevision ? flow.getRevision() : null, null, null);
        });
    }

    BulkAction forceRun() {
        return new BulkAction("force run", it -> !it.getState().isTerminated(), "execution in a terminated state",
            it -> executions.update(it, executionService.forceRun(it)));
    }

    BulkAction unqueue(@Nullable State.Type state) {
        return new BulkAction("unqueue", it -> it.getState().isQueued(), "execution not in state QUEUED",
            it -> executions.update(it, concurrencyLimits.unqueue(it, state)));
    }

    BulkAction changeStatus(State.Type status) {
        StatusChange.requireTerminal(status);
        return new BulkAction("change executions state", it -> it.getState().canChangeStatus(),
            "execution not in a terminated state or is killed",
            it -> executions.update(it, StatusChange.apply(it, status)));
    }

    BulkAction labels(List<Label> labels) {
        return new BulkAction("set labels", it -> it.getState().isTerminated(), "execution is not terminated",
            it -> executions.save(it, LabelChange.merge(it, labels)));
    }

    BulkAction delete(boolean includeNonTerminated, boolean logs, boolean metrics, boolean storage) {
        return new BulkAction("delete", it -> includeNonTerminated || it.getState().isTerminated(),
            "execution not found", it -> executionService.delete(it, logs, metrics, storage));
    }
}
