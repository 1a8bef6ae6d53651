package dev.kestramcp.engine.triggers;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.triggers.AbstractTrigger;
import io.kestra.core.models.triggers.Trigger;
import io.kestra.core.repositories.ArrayListTotal;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.util.List;
import java.util.Optional;

/** {@code /triggers}: search, the triggers of a flow, and forgetting a trigger's state. Queries are the engine's. */
@Validated
@Controller("/api/v1/main/triggers")
@ExecuteOn(TaskExecutors.BLOCKING)
public class TriggersController {
    private final TriggerRepositoryInterface triggers;
    private final FlowRepositoryInterface flows;
    private final TriggerStates states;

    TriggersController(TriggerRepositoryInterface triggers, FlowRepositoryInterface flows, TriggerStates states) {
        this.triggers = triggers;
        this.flows = flows;
        this.states = states;
    }

    @Get("/search")
    public PagedResults<TriggerRow> searchTriggers(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @RequestBean FlatFilters filters
    ) {
        ArrayListTotal<Trigger> found = triggers.find(
            Paging.of(page, size, sort, triggers.sortMapping()), Tenant.MAIN, filters.orFilters());
        return new PagedResults<>(found.stream().map(this::row).toList(), found.getTotal());
    }

    @Get("/{namespace}/{flowId}")
    public PagedResults<Trigger> searchTriggersForFlow(
        String namespace,
        String flowId,
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @Nullable @QueryValue String q
    ) {
        return PagedResults.of(triggers.find(
            Paging.of(page, size, sort, triggers.sortMapping()), q, Tenant.MAIN, namespace, flowId, null));
    }

    @Delete("/{namespace}/{flowId}/{triggerId}")
    public HttpResponse<Void> deleteTrigger(String namespace, String flowId, String triggerId) {
        Optional<Trigger> trigger = states.find(namespace, flowId, triggerId);
        trigger.ifPresent(triggers::delete);
        return trigger.isPresent() ? HttpResponse.noContent() : HttpResponse.notFound();
    }

    /** The trigger as its flow defines it (absent if the flow no longer does), beside its state. */
    private TriggerRow row(Trigger state) {
        AbstractTrigger definition = flows.findById(Tenant.MAIN, state.getNamespace(), state.getFlowId())
            .map(Flow::getTriggers)
            .flatMap(all -> all.stream().filter(it -> it.getId().equals(state.getTriggerId())).findFirst())
            .orElse(null);
        return new TriggerRow(definition, state);
    }

    public record TriggerRow(@Nullable AbstractTrigger abstractTrigger, Trigger triggerContext) {
    }
}
