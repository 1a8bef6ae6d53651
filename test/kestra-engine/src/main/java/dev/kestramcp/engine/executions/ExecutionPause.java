package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.TaskRun;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.State;
import io.kestra.core.queues.QueueException;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.ExecutionService;
import io.kestra.plugin.core.flow.Pause;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import java.util.List;

/** Pause an execution, and resume it from a pause (with the typed inputs of its Pause task) or from a breakpoint. */
@Controller("/api/v1/main/executions/{executionId}")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionPause {
    private final Executions executions;
    private final ExecutionService executionService;
    private final FlowRepositoryInterface flows;

    ExecutionPause(Executions executions, ExecutionService executionService, FlowRepositoryInterface flows) {
        this.executions = executions;
        this.executionService = executionService;
        this.flows = flows;
    }

    @Post("/pause")
    public void pauseExecution(String executionId) throws Exception {
        Execution execution = executions.find(executionId).orElseThrow(NotFoundException::new);
        executions.update(execution, executionService.pause(execution));
    }

    @Post(uri = "/resume", consumes = MediaType.MULTIPART_FORM_DATA)
    @SingleResult
    public Publisher<HttpResponse<?>> resumeExecution(String executionId, @Nullable @Body MultipartBody inputs) {
        Execution execution = executionService.getExecutionIfPause(Tenant.MAIN, executionId, true);
        FlowWithSource flow = flows.findByExecutionWithoutAcl(execution);
        return executionService.resume(execution, flow, State.Type.RUNNING, inputs, Pause.Resumed.now())
            .flatMap(resumed -> emit(execution, resumed));
    }

    @Post(uri = "/resume/validate", consumes = MediaType.MULTIPART_FORM_DATA)
    @SingleResult
    public Publisher<ResolvedInputs> validateResumeExecutionInputs(
        String executionId, @Nullable @Body MultipartBody inputs
    ) {
        Execution execution = executionService.getExecutionIfPause(Tenant.MAIN, executionId, true);
        FlowWithSource flow = flows.findByExecutionWithoutAcl(execution);
        return executionService.validateForResume(execution, flow, inputs).map(values ->
            ResolvedInputs.of(execution.getFlowId(), execution.getNamespace(), values, List.of()));
    }

    @Post("/resume-from-breakpoint")
    public void resumeExecutionFromBreakpoint(String executionId, @Nullable @QueryValue String breakpoints)
        throws QueueException {
        Execution execution = executionService.getExecution(Tenant.MAIN, executionId, true);
        if (!execution.getState().isBreakpoint()) {
            throw new IllegalStateException("Execution is not suspended");
        }
        if (execution.getBreakpoints() == null || execution.getBreakpoints().isEmpty()) {
            throw new IllegalStateException("Execution has no breakpoint");
        }
        // Suspended task runs go back to CREATED: the executor then sends them to the worker.
        List<TaskRun> taskRuns = execution.getTaskRunList().stream()
            .map(run -> run.getState().isBreakpoint() ? run.withState(State.Type.CREATED) : run)
            .toList();
        executions.update(execution, execution.withState(State.Type.RUNNING)
            .withTaskRunList(taskRuns)
            .withBreakpoints(Breakpoints.parse(breakpoints)));
    }

    private Mono<HttpResponse<?>> emit(Execution before, Execution resumed) {
        try {
            executions.update(before, resumed);
            return Mono.just(HttpResponse.noContent());
        } catch (QueueException e) {
            return Mono.error(e);
        }
    }
}
