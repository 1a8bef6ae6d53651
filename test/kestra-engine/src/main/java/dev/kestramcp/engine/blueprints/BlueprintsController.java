package dev.kestramcp.engine.blueprints;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.hierarchies.FlowGraph;
import io.kestra.core.serializers.YamlParser;
import io.kestra.core.services.GraphService;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code /blueprints/community}: search, read, source and tags, on a catalogue of our own. */
@Validated
@Controller("/api/v1/main/blueprints/community/{kind}")
@ExecuteOn(TaskExecutors.BLOCKING)
public class BlueprintsController {
    private final BlueprintCatalogue catalogue;
    private final GraphService graphs;

    BlueprintsController(BlueprintCatalogue catalogue, GraphService graphs) {
        this.catalogue = catalogue;
        this.graphs = graphs;
    }

    @Get
    public PagedResults<Blueprint.Item> searchBlueprints(
        Kind kind,
        @Nullable @QueryValue String q,
        @Nullable @QueryValue List<String> tags,
        @Nullable @QueryValue String sort,
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "1") @Min(1) int size
    ) {
        List<Blueprint.Item> found = catalogue.ofKind(kind.name()).stream()
            .filter(matching(q))
            .filter(blueprint -> tags == null || tags.stream().anyMatch(blueprint.tags()::contains))
            .sorted(sort == null ? (a, b) -> 0 : order(sort))
            .map(Blueprint::item)
            .toList();
        Stream<Blueprint.Item> onPage = found.stream().skip((page - 1L) * size).limit(size);
        return new PagedResults<>(onPage.toList(), found.size());
    }

    @Get("/tags")
    public List<Tag> listBlueprintTags(Kind kind, @Nullable @QueryValue String q) {
        return catalogue.ofKind(kind.name()).stream()
            .filter(matching(q))
            .flatMap(blueprint -> blueprint.tags().stream())
            .distinct()
            .map(tag -> new Tag(tag, tag, "2026-01-01T00:00:00Z"))
            .toList();
    }

    @Get("/{id}")
    public Optional<Blueprint> getBlueprint(Kind kind, String id) {
        return catalogue.find(kind.name(), id);
    }

    @Get(uri = "/{id}/source", produces = "application/yaml")
    public Optional<String> getBlueprintSource(Kind kind, String id) {
        return catalogue.find(kind.name(), id).map(Blueprint::source);
    }

    @Get("/{id}/graph")
    public Optional<FlowGraph> getBlueprintGraph(Kind kind, String id) {
        return catalogue.find(kind.name(), id).map(blueprint -> graphOf(blueprint.source()));
    }

    private FlowGraph graphOf(String source) {
        try {
            FlowWithSource flow = YamlParser.parse(source, FlowWithSource.class);
            return graphs.flowGraph(flow.toBuilder().tenantId(Tenant.MAIN).revision(1).build(), null);
        } catch (Exception e) {
            throw new IllegalStateException("Unable to generate the blueprint graph", e);
        }
    }

    private static Predicate<Blueprint> matching(@Nullable String q) {
        String text = q == null ? "" : q.toLowerCase();
        return blueprint -> (blueprint.title() + " " + blueprint.description()).toLowerCase().contains(text);
    }

    private static Comparator<Blueprint> order(String sort) {
        Comparator<Blueprint> byField =
            sort.startsWith("publishedAt") ? Comparator.comparing(Blueprint::publishedAt)
                : Comparator.comparing(Blueprint::title);
        return sort.endsWith(":desc") ? byField.reversed() : byField;
    }

    public enum Kind {
        APP, DASHBOARD, FLOW
    }

    @Introspected
    public record Tag(String id, String name, String publishedAt) {
    }
}
