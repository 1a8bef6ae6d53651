package dev.kestramcp.engine.executions;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.ExecutionStreamingService;
import io.kestra.core.utils.Await;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * {@code GET /executions/{id}/follow}: server-sent events named by their {@code id:} line, {@code start},
 * {@code progress} and {@code end}. What is sent, and when it ends, the engine's streaming service decides.
 */
@Controller("/api/v1/main/executions")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionFollow {
    private static final Duration WAIT_FOR_EXECUTION = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration IDLE_LIMIT = Duration.ofHours(1);

    private final Executions executions;
    private final FlowRepositoryInterface flows;
    private final ExecutionStreamingService streams;

    ExecutionFollow(Executions executions, FlowRepositoryInterface flows, ExecutionStreamingService streams) {
        this.executions = executions;
        this.flows = flows;
        this.streams = streams;
    }

    @Get(uri = "/{executionId}/follow", produces = MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<Execution>> followExecution(String executionId) {
        String subscriber = UUID.randomUUID().toString();
        return Flux.<Event<Execution>>create(
                sink -> follow(executionId, subscriber, sink), FluxSink.OverflowStrategy.BUFFER)
            .timeout(IDLE_LIMIT)
            .doFinally(signal -> streams.unregisterSubscriber(executionId, subscriber));
    }

    /** The execution at its end, tasks after the execution included. */
    Mono<Execution> untilEnd(Execution execution, Flow flow) {
        String subscriber = UUID.randomUUID().toString();
        return Flux.<Event<Execution>>create(sink -> subscribe(execution.getId(), subscriber, sink, flow))
            .last()
            .map(Event::getData)
            .timeout(IDLE_LIMIT)
            .doFinally(signal -> streams.unregisterSubscriber(execution.getId(), subscriber));
    }

    private void follow(String id, String subscriber, FluxSink<Event<Execution>> sink) {
        sink.next(Event.of(Execution.builder().id(id).build()).id("start"));
        try {
            Execution execution = Await.until(() -> executions.find(id).orElse(null), POLL, WAIT_FOR_EXECUTION);
            Flow flow = flows.findByExecutionWithoutAcl(execution);
            if (endIfDone(flow, execution, sink)) {
                return;
            }
            sink.next(Event.of(execution).id("progress"));
            subscribe(id, subscriber, sink, flow);
        } catch (TimeoutException e) {
            sink.error(new HttpStatusException(HttpStatus.NOT_FOUND, "Unable to find execution " + id));
        } catch (IllegalStateException e) {
            sink.error(new HttpStatusException(HttpStatus.NOT_FOUND, "Unable to find flow for execution " + id));
        }
    }

    /**
     * Besides the engine's stream this looks once a second whether the execution has ended: the end may have come
     * before the subscription, and the stream, which reads messages by their number, passes over one that was
     * committed after a later one.
     */
    private void subscribe(String id, String subscriber, FluxSink<Event<Execution>> sink, Flow flow) {
        streams.registerSubscriber(id, subscriber, sink, flow);
        sink.onDispose(Flux.interval(LOOK_AGAIN, Schedulers.boundedElastic())
            .subscribe(tick -> executions.find(id).ifPresent(latest -> endIfDone(flow, latest, sink))));
    }

    private boolean endIfDone(Flow flow, Execution execution, FluxSink<Event<Execution>> sink) {
        if (!streams.isStopFollow(flow, execution)) {
            return false;
        }
        sink.next(Event.of(execution).id("end"));
        sink.complete();
        return true;
    }
}
