package dev.kestramcp.engine.dashboards;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.models.dashboards.Dashboard;
import io.kestra.core.models.dashboards.charts.Chart;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.models.validations.ModelValidator;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.repositories.DashboardRepositoryInterface;
import io.kestra.core.serializers.YamlParser;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Min;

import java.util.List;
import java.util.Optional;

/** {@code /dashboards}: kept by the engine's repository, checked by its validator. */
@Validated
@Controller("/api/v1/main/dashboards")
@ExecuteOn(TaskExecutors.BLOCKING)
public class DashboardsController {
    private final DashboardRepositoryInterface dashboards;
    private final ModelValidator validator;

    DashboardsController(DashboardRepositoryInterface dashboards, ModelValidator validator) {
        this.dashboards = dashboards;
        this.validator = validator;
    }

    @Get
    public PagedResults<Dashboard> searchDashboards(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue String q,
        @Nullable @QueryValue List<String> sort
    ) {
        return PagedResults.of(dashboards.list(Paging.of(page, size, sort), Tenant.MAIN, q));
    }

    @Get("/{id}")
    public Optional<Dashboard> getDashboard(String id) {
        return dashboards.get(Tenant.MAIN, id);
    }

    @Post(consumes = MediaType.APPLICATION_YAML)
    public Dashboard createDashboard(@Body String source) {
        Dashboard dashboard = parse(source);
        if (dashboard.getId() == null) {
            throw new IllegalArgumentException("Dashboard id is mandatory");
        }
        validator.validate(dashboard);
        if (dashboards.get(Tenant.MAIN, dashboard.getId()).isPresent()) {
            throw ManualConstraintViolation.toConstraintViolationException(
                "Dashboard id already exists", dashboard, Dashboard.class, "dashboard.id", dashboard.getId());
        }
        return dashboards.save(dashboard, source);
    }

    @Put(uri = "/{id}", consumes = MediaType.APPLICATION_YAML)
    public Optional<Dashboard> updateDashboard(String id, @Body String source) {
        return dashboards.get(Tenant.MAIN, id).map(existing -> {
            Dashboard dashboard = parse(source);
            validator.validate(dashboard);
            return dashboards.save(existing, dashboard, source);
        });
    }

    @Delete("/{id}")
    public HttpResponse<Void> deleteDashboard(String id) {
        dashboards.delete(Tenant.MAIN, id);
        return HttpResponse.noContent();
    }

    @Post(uri = "/validate", consumes = MediaType.APPLICATION_YAML)
    public ValidateConstraintViolation validateDashboard(@Body String source) {
        return verdict(source, Dashboard.class);
    }

    @Post(uri = "/validate/chart", consumes = MediaType.APPLICATION_YAML)
    public ValidateConstraintViolation validateChart(@Body String source) {
        return verdict(source, Chart.class);
    }

    private ValidateConstraintViolation verdict(String source, Class<?> type) {
        var verdict = ValidateConstraintViolation.builder().index(0);
        try {
            validator.validate(YamlParser.parse(source, type));
        } catch (ConstraintViolationException e) {
            verdict.constraints(e.getMessage());
        }
        return verdict.build();
    }

    private static Dashboard parse(String source) {
        return YamlParser.parse(source, Dashboard.class).toBuilder().tenantId(Tenant.MAIN).build();
    }
}
