package dev.kestramcp.engine.executions;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.runners.FlowInputOutput;
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

import java.util.Optional;

/** {@code POST /executions/{id}/replay-with-inputs}: a replay with inputs of its own, all that the flow needs. */
@Controller("/api/v1/main/executions/{executionId}/replay-with-inputs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ReplayWithInputs {
    private final Executions executions;
    private final Replays replays;
    private final FlowInputOutput inputReader;

    ReplayWithInputs(Executions executions, Replays replays, FlowInputOutput inputReader) {
        this.executions = executions;
        this.replays = replays;
        this.inputReader = inputReader;
    }

    @Post(consumes = MediaType.MULTIPART_FORM_DATA)
    @SingleResult
    public Publisher<Execution> replayExecutionWithInputs(
        String executionId,
        @Nullable @Body MultipartBody inputs,
        @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue Integer revision,
        @Nullable @QueryValue String breakpoints
    ) {
        Optional<Execution> source = executions.find(executionId);
        if (source.isEmpty()) {
            return Mono.empty();
        }
        executions.requireRevision(source.get(), revision);
        Flow flow = replays.flow(source.get(), revision);
        return inputReader.readExecutionInputs(flow, source.get(), inputs).flatMap(values -> Mono.fromCallable(() ->
            replays.start(source.get(), flow, taskRunId, revision, Breakpoints.parse(breakpoints), values)));
    }
}
