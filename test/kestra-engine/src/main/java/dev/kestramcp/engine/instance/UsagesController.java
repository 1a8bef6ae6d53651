package dev.kestramcp.engine.instance;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.collectors.ExecutionUsage;
import io.kestra.core.models.collectors.FlowUsage;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.time.ZonedDateTime;

/** {@code /usages/all}: what the engine counts of flows, and of the executions of the last day. */
@Controller("/api/v1/main/usages")
@ExecuteOn(TaskExecutors.BLOCKING)
public class UsagesController {
    private final FlowRepositoryInterface flows;
    private final ExecutionRepositoryInterface executions;

    UsagesController(FlowRepositoryInterface flows, ExecutionRepositoryInterface executions) {
        this.flows = flows;
        this.executions = executions;
    }

    @Get("/all")
    public Usage usages() {
        ZonedDateTime now = ZonedDateTime.now();
        return new Usage(
            FlowUsage.of(Tenant.MAIN, flows),
            ExecutionUsage.of(Tenant.MAIN, executions, now.minusDays(1), now)
        );
    }

    @Introspected
    public record Usage(FlowUsage flows, ExecutionUsage executions) {
    }
}
