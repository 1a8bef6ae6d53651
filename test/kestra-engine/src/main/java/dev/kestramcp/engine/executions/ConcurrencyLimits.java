package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import io.kestra.core.runners.ConcurrencyLimit;
import io.kestra.core.services.ConcurrencyLimitService;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;

/** {@code /concurrency-limit/search}: how many executions of each limited flow run now. */
@Controller("/api/v1/main/concurrency-limit")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ConcurrencyLimits {
    private final ConcurrencyLimitService limits;

    ConcurrencyLimits(ConcurrencyLimitService limits) {
        this.limits = limits;
    }

    @Get("/search")
    public PagedResults<ConcurrencyLimit> searchConcurrencyLimits() {
        List<ConcurrencyLimit> found = limits.find(Tenant.MAIN);
        return new PagedResults<>(found, found.size());
    }
}
