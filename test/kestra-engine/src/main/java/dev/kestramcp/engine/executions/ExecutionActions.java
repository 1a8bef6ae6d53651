package dev.kestramcp.engine.executions;

import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.State;
import io.kestra.core.queues.QueueException;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.ConcurrencyLimitService;
import io.kestra.core.services.ExecutionService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.Optional;

/**
 * The actions on one execution: kill, restart, replay, force-run, unqueue, change of state. Each is one call of the
 * engine; an unknown execution is a 404. Pausing and resuming are in {@link ExecutionPause}.
 */
@Controller("/api/v1/main/executions/{executionId}")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionActions {
    private final Executions executions;
    private final ExecutionKills kills;
    private final Replays replays;
    private final ExecutionService executionService;
    private final ConcurrencyLimitService concurrencyLimits;
    private final FlowRepositoryInterface flows;

    ExecutionActions(
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

    /** As in Kestra 1.3 it produces {@code text/json}: a request that accepts only application/json gets a 406. */
    @Delete(uri = "/kill", produces = MediaType.TEXT_JSON)
    public HttpResponse<?> killExecution(
        String executionId, @QueryValue(defaultValue = "true") boolean isOnKillCascade
    ) throws QueueException {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return HttpResponse.notFound();
        }
        // A cascading kill is passed on even for a finished execution: its subflows may still run.
        if (execution.get().getState().isTerminated() && !isOnKillCascade) {
            throw new IllegalStateException("Execution is already finished, can't kill it");
        }
        kills.request(executionId, isOnKillCascade);
        return HttpResponse.accepted();
    }

    @Post("/restart")
    public Optional<Execution> restartExecution(String executionId, @Nullable @QueryValue Integer revision)
        throws Exception {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        executions.requireRevision(execution.get(), revision);
        return Optional.of(executions.update(execution.get(), executionService.restart(execution.get(), revision)));
    }

    @Post("/replay")
    public Optional<Execution> replayExecution(
        String executionId,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue Integer revision,
        @Nullable @QueryValue String breakpoints
    ) throws Exception {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        executions.requireRevision(execution.get(), revision);
        return Optional.of(replays.start(execution.get(), replays.flow(execution.get(), revision), taskRunId, revision,
            Breakpoints.parse(breakpoints), null));
    }

    @Post("/force-run")
    public Optional<Execution> forceRunExecution(String executionId) throws Exception {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        return Optional.of(executions.update(execution.get(), executionService.forceRun(execution.get())));
    }

    @Post("/unqueue")
    public Optional<Execution> unqueueExecution(String executionId, @Nullable @QueryValue State.Type state)
        throws Exception {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        return Optional.of(executions.update(execution.get(), concurrencyLimits.unqueue(execution.get(), state)));
    }

    @Post("/change-status")
    public Optional<Execution> updateExecutionStatus(String executionId, @QueryValue State.Type status)
        throws QueueException {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        return Optional.of(executions.update(execution.get(), StatusChange.apply(execution.get(), status)));
    }

    @Post("/state")
    public Optional<Execution> updateTaskRunState(String executionId, @Body TaskRunState stateRequest)
        throws Exception {
        Optional<Execution> execution = executions.find(executionId);
        if (execution.isEmpty()) {
            return execution;
        }
        Execution changed = executionService.changeTaskRunState(
            execution.get(), flows.findByExecution(execution.get()), stateRequest.taskRunId(), stateRequest.state());
        return Optional.of(executions.update(execution.get(), changed));
    }

    public record TaskRunState(@Nullable String taskRunId, @Nullable State.Type state) {
    }
}
