package dev.kestramcp.engine.namespaces;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.models.namespaces.NamespaceInterface;
import io.kestra.core.models.topologies.FlowTopologyGraph;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.topologies.FlowTopologyService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code /namespaces}: in the open source edition a namespace exists because a flow is in it, or below it; the system
 * namespace always does. Reading one never fails.
 */
@Validated
@Controller("/api/v1/main/namespaces")
@ExecuteOn(TaskExecutors.BLOCKING)
public class NamespacesController {
    private static final String SYSTEM = "system";
    private static final int COMPLETIONS = 50;

    private final FlowRepositoryInterface flows;
    private final FlowTopologyService topologies;

    NamespacesController(FlowRepositoryInterface flows, FlowTopologyService topologies) {
        this.flows = flows;
        this.topologies = topologies;
    }

    @Get("/search")
    public PagedResults<NamespaceId> searchNamespaces(
        @Nullable @QueryValue String q,
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort
    ) {
        Pageable pageable = Paging.of(page, size, sort);
        List<NamespaceId> found = matching(q).sorted(order(pageable)).map(NamespaceId::new).toList();
        List<NamespaceId> results = found.stream().skip((page - 1L) * size).limit(size).toList();
        return new PagedResults<>(results, found.size());
    }

    @Get("/{id}")
    public NamespaceId getNamespace(String id) {
        return new NamespaceId(id);
    }

    @Post("/autocomplete")
    public List<String> autocompleteNamespaces(@Body Autocomplete autocomplete) {
        return matching(autocomplete.q()).sorted().limit(COMPLETIONS).toList();
    }

    @Get("/{namespace}/dependencies")
    public FlowTopologyGraph getFlowDependenciesFromNamespace(String namespace) {
        return topologies.namespaceGraph(Tenant.MAIN, namespace);
    }

    private static Comparator<String> order(Pageable pageable) {
        boolean down = pageable.getOrderBy().stream().anyMatch(order -> !order.isAscending());
        if (down) {
            return Comparator.reverseOrder();
        }
        return Comparator.naturalOrder();
    }

    private Stream<String> matching(@Nullable String query) {
        String wanted = query == null ? "" : query.toLowerCase(Locale.ROOT);
        Stream<String> used = flows.findDistinctNamespace(Tenant.MAIN).stream()
            .flatMap(namespace -> NamespaceInterface.asTree(namespace).stream());
        return Stream.concat(used, Stream.of(SYSTEM))
            .distinct()
            .filter(namespace -> namespace.toLowerCase(Locale.ROOT).contains(wanted));
    }

    public record NamespaceId(String id) {
    }

    public record Autocomplete(@Nullable String q) {
    }
}
