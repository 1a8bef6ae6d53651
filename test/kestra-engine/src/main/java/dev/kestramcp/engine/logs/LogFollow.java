package dev.kestramcp.engine.logs;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.services.ExecutionLogService;
import io.kestra.core.services.LogStreamingService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * {@code GET /logs/{executionId}/follow}: the stored lines, then new ones, as server-sent events named by their
 * {@code id:} line. As in Kestra the stream does not end with the execution: the client closes it.
 */
@Controller("/api/v1/main/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class LogFollow {
    private static final Duration IDLE_LIMIT = Duration.ofHours(1);

    private final ExecutionLogService executionLogs;
    private final LogStreamingService streams;

    LogFollow(ExecutionLogService executionLogs, LogStreamingService streams) {
        this.executionLogs = executionLogs;
        this.streams = streams;
    }

    @Get(uri = "/{executionId}/follow", produces = MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<LogEntry>> followLogsFromExecution(String executionId, @Nullable @QueryValue Level minLevel) {
        String subscriber = UUID.randomUUID().toString();
        List<String> levels = LogEntry.findLevelsByMin(minLevel).stream().map(Enum::name).toList();
        return Flux.<Event<LogEntry>>create(sink -> {
                sink.next(Event.of(LogEntry.builder().build()).id("start"));
                executionLogs.getExecutionLogs(Tenant.MAIN, executionId, minLevel, List.of(), true)
                    .forEach(line -> sink.next(Event.of(line).id("progress")));
                streams.registerSubscriber(executionId, subscriber, sink, levels);
            }, FluxSink.OverflowStrategy.BUFFER)
            .timeout(IDLE_LIMIT)
            .doFinally(signal -> streams.unregisterSubscriber(executionId, subscriber));
    }
}
