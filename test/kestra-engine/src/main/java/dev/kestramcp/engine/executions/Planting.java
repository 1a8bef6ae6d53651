package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.LogRepositoryInterface;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;

/**
 * Not part of Kestra's API: stores finished executions and log lines as they are given, so that a test can meet more of
 * them than the engine could run in its time.
 */
@Controller("/engine")
@ExecuteOn(TaskExecutors.BLOCKING)
public class Planting {
    private final ExecutionRepositoryInterface executions;
    private final LogRepositoryInterface logs;

    Planting(ExecutionRepositoryInterface executions, LogRepositoryInterface logs) {
        this.executions = executions;
        this.logs = logs;
    }

    @Post("/executions")
    public void plantExecution(@Body Execution execution) {
        executions.save(execution.toBuilder().tenantId(Tenant.MAIN).build());
    }

    @Post("/logs")
    public int plantLogs(@Body List<LogEntry> lines) {
        return logs.saveBatch(lines.stream().map(line -> line.toBuilder().tenantId(Tenant.MAIN).build()).toList());
    }
}
