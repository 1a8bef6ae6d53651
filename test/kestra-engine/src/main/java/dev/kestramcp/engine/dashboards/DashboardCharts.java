package dev.kestramcp.engine.dashboards;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import io.kestra.core.models.dashboards.ColumnDescriptor;
import io.kestra.core.models.dashboards.Dashboard;
import io.kestra.core.models.dashboards.DataFilter;
import io.kestra.core.models.dashboards.DataFilterKPI;
import io.kestra.core.models.dashboards.charts.Chart;
import io.kestra.core.models.dashboards.charts.DataChart;
import io.kestra.core.models.dashboards.charts.DataChartKPI;
import io.kestra.core.repositories.DashboardRepositoryInterface;
import io.kestra.core.serializers.YamlParser;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures behind the charts of dashboards, asked of the engine's repositories. Filters of the request are left out. */
@Controller("/api/v1/main/dashboards")
@ExecuteOn(TaskExecutors.BLOCKING)
public class DashboardCharts {
    private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

    private final DashboardRepositoryInterface dashboards;

    DashboardCharts(DashboardRepositoryInterface dashboards) {
        this.dashboards = dashboards;
    }

    @Post("/{id}/charts/{chartId}")
    public Optional<PagedResults<Map<String, Object>>> getDashboardChartData(
        String id, String chartId, @Body Window window
    ) throws IOException {
        Optional<Dashboard> dashboard = dashboards.get(Tenant.MAIN, id);
        Optional<Chart<?>> chart = dashboard.map(Dashboard::getCharts).stream()
            .flatMap(List::stream)
            .filter(one -> one.getId().equals(chartId))
            .findFirst();
        if (chart.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rows(chart.get(), window, dashboard.get().getTimeWindow().getDefaultDuration()));
    }

    @Post("/charts/preview")
    public PagedResults<Map<String, Object>> previewChart(@Body Preview preview) throws IOException {
        Window window = preview.globalFilter() == null ? new Window(null, null, null, null) : preview.globalFilter();
        return rows(YamlParser.parse(preview.chart(), Chart.class), window, DEFAULT_WINDOW);
    }

    private PagedResults<Map<String, Object>> rows(Chart<?> chart, Window window, Duration length)
        throws IOException {
        ZonedDateTime end = window.endDate() == null ? ZonedDateTime.now() : window.endDate();
        ZonedDateTime start = window.startDate() == null ? end.minus(length) : window.startDate();
        if (chart instanceof DataChartKPI<?, ?> kpi) {
            List<Map<String, Object>> value = figure(kpi, start, end);
            return new PagedResults<>(value, value.size());
        }
        if (chart instanceof DataChart<?, ?> data) {
            return table(data, start, end, window.page());
        }
        return new PagedResults<>(List.of(), 0);
    }

    /** The engine's charts say by wildcards only which fields they ask for. */
    @SuppressWarnings("unchecked")
    private <F extends Enum<F>> PagedResults<Map<String, Object>> table(
        DataChart<?, ?> chart, ZonedDateTime start, ZonedDateTime end, @Nullable Pageable page
    ) throws IOException {
        var typed = (DataChart<?, DataFilter<F, ? extends ColumnDescriptor<F>>>) chart;
        return PagedResults.of(dashboards.generate(Tenant.MAIN, typed, start, end, page));
    }

    @SuppressWarnings("unchecked")
    private <F extends Enum<F>> List<Map<String, Object>> figure(
        DataChartKPI<?, ?> chart, ZonedDateTime start, ZonedDateTime end
    ) throws IOException {
        var typed = (DataChartKPI<?, DataFilterKPI<F, ? extends ColumnDescriptor<F>>>) chart;
        return dashboards.generateKPI(Tenant.MAIN, typed, start, end);
    }

    /** Which rows of which time. */
    @Introspected
    public record Window(
        @Nullable ZonedDateTime startDate,
        @Nullable ZonedDateTime endDate,
        @Nullable Integer pageNumber,
        @Nullable Integer pageSize
    ) {
        @Nullable Pageable page() {
            return pageNumber == null || pageSize == null ? null : Pageable.from(pageNumber, pageSize);
        }
    }

    @Introspected
    public record Preview(String chart, @Nullable Window globalFilter) {
    }
}
