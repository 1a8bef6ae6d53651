package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.Label;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.ExecutionKind;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.State;
import io.kestra.core.models.flows.check.Check;
import io.kestra.core.queues.QueueException;
import io.kestra.core.runners.FlowInputOutput;
import io.kestra.core.services.FlowService;
import io.kestra.core.utils.UriProvider;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code POST /executions/{namespace}/{id}}: start a flow, and the dry check of its inputs. Reading the inputs,
 * the flow's checks and the run itself are the engine's.
 */
@Controller("/api/v1/main/executions/{namespace}/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionStart {
    private final Executions executions;
    private final ExecutionFollow follow;
    private final FlowService flowService;
    private final FlowInputOutput inputReader;
    private final UriProvider uris;

    ExecutionStart(
        Executions executions,
        ExecutionFollow follow,
        FlowService flowService,
        FlowInputOutput inputReader,
        UriProvider uris
    ) {
        this.executions = executions;
        this.follow = follow;
        this.flowService = flowService;
        this.inputReader = inputReader;
        this.uris = uris;
    }

    @Post(consumes = MediaType.MULTIPART_FORM_DATA)
    @SingleResult
    public Publisher<ExecutionWithUrl> createExecution(
        String namespace,
        String id,
        @Nullable @Body MultipartBody inputs,
        @Nullable @QueryValue List<String> labels,
        @QueryValue(defaultValue = "false") boolean wait,
        @QueryValue Optional<Integer> revision,
        @QueryValue Optional<ZonedDateTime> scheduleDate,
        @Nullable @QueryValue String breakpoints,
        @QueryValue Optional<ExecutionKind> kind
    ) {
        Flow flow = flowService.getFlowIfExecutableOrThrow(Tenant.MAIN, namespace, id, revision);
        List<Label> parsedLabels = NewLabels.parse(labels);
        Execution execution = Execution.newExecution(flow, null, parsedLabels, scheduleDate, kind.orElse(null))
            .withBreakpoints(Breakpoints.parse(breakpoints));
        return inputReader.readExecutionInputs(flow, execution, inputs)
            .flatMap(values -> start(flow, execution.withInputs(values), wait))
            .map(started -> new ExecutionWithUrl(started, uris.executionUrl(started)));
    }

    @Post(uri = "/validate", consumes = MediaType.MULTIPART_FORM_DATA)
    @SingleResult
    public Publisher<ResolvedInputs> validateNewExecutionInputs(
        String namespace,
        String id,
        @Nullable @Body MultipartBody inputs,
        @Nullable @QueryValue List<String> labels,
        @QueryValue Optional<Integer> revision
    ) {
        Flow flow = flowService.getFlowIfExecutableOrThrow(Tenant.MAIN, namespace, id, revision);
        Execution execution = Execution.newExecution(flow, NewLabels.parse(labels));
        return inputReader.validateExecutionInputs(flow.getInputs(), flow, execution, inputs).map(resolved -> {
            Map<String, Object> values = new HashMap<>();
            resolved.forEach(input -> values.put(input.input().getId(), input.value()));
            return ResolvedInputs.of(id, namespace, resolved, flowService.getFailedChecks(flow, values));
        });
    }

    private Mono<Execution> start(Flow flow, Execution execution, boolean wait) {
        try {
            Execution started = executions.create(checked(flow, execution));
            return wait ? follow.untilEnd(started, flow) : Mono.just(started);
        } catch (QueueException e) {
            return Mono.error(e);
        }
    }

    /** A flow's failed checks block the execution, create it as failed, or let it run: the strictest one decides. */
    private Execution checked(Flow flow, Execution execution) {
        List<Check> failed = flowService.getFailedChecks(flow, execution.getInputs());
        return switch (Check.resolveBehavior(failed)) {
            case CREATE_EXECUTION -> execution;
            case FAIL_EXECUTION -> execution.withState(State.Type.FAILED);
            case BLOCK_EXECUTION -> throw new IllegalArgumentException(
                "Flow execution blocked: one or more condition checks evaluated to false.\nFailed checks: "
                    + failed.stream().map(Check::getMessage).collect(Collectors.joining(", ")));
        };
    }
}
