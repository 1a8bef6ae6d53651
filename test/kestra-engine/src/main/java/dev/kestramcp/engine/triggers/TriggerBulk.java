package dev.kestramcp.engine.triggers;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.triggers.TriggerActions.Count;
import io.kestra.core.models.triggers.Trigger;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Several triggers at once, named or by query: those it makes no sense for are left out of the count. Not recorded:
 * paths and bodies are those of Kestra's OpenAPI description.
 */
@Controller("/api/v1/main/triggers")
@ExecuteOn(TaskExecutors.BLOCKING)
public class TriggerBulk {
    private final TriggerStates states;
    private final TriggerRepositoryInterface triggers;

    TriggerBulk(TriggerStates states, TriggerRepositoryInterface triggers) {
        this.states = states;
        this.triggers = triggers;
    }

    @Post("/backfill/pause/by-triggers")
    public Count pauseBackfillByIds(@Body List<Trigger> named) {
        return each(known(named), TriggerBulk::hasBackfill, uid -> states.pauseBackfill(uid, true));
    }

    @Post("/backfill/pause/by-query")
    public Count pauseBackfillByQuery(@RequestBean FlatFilters filters) {
        return each(found(filters), TriggerBulk::hasBackfill, uid -> states.pauseBackfill(uid, true));
    }

    @Post("/backfill/unpause/by-triggers")
    public Count unpauseBackfillByIds(@Body List<Trigger> named) {
        return each(known(named), TriggerBulk::hasBackfill, uid -> states.pauseBackfill(uid, false));
    }

    @Post("/backfill/unpause/by-query")
    public Count unpauseBackfillByQuery(@RequestBean FlatFilters filters) {
        return each(found(filters), TriggerBulk::hasBackfill, uid -> states.pauseBackfill(uid, false));
    }

    @Post("/backfill/delete/by-triggers")
    public Count deleteBackfillByIds(@Body List<Trigger> named) {
        return each(known(named), TriggerBulk::hasBackfill, states::deleteBackfill);
    }

    @Post("/backfill/delete/by-query")
    public Count deleteBackfillByQuery(@RequestBean FlatFilters filters) {
        return each(found(filters), TriggerBulk::hasBackfill, states::deleteBackfill);
    }

    @Post("/unlock/by-triggers")
    public Count unlockTriggersByIds(@Body List<Trigger> named) {
        return each(known(named), TriggerStates::isLocked, states::unlock);
    }

    @Post("/unlock/by-query")
    public Count unlockTriggersByQuery(@RequestBean FlatFilters filters) {
        return each(found(filters), TriggerStates::isLocked, states::unlock);
    }

    @Delete("/delete/by-triggers")
    public Count deleteTriggersByIds(@Body List<Trigger> named) {
        return deleted(known(named));
    }

    @Delete("/delete/by-query")
    public Count deleteTriggersByQuery(@RequestBean FlatFilters filters) {
        return deleted(found(filters));
    }

    private List<Trigger> known(List<Trigger> named) {
        return named.stream().flatMap(trigger -> {
            trigger.setTenantId(Tenant.MAIN);
            return triggers.findByUid(trigger.uid()).stream();
        }).toList();
    }

    private List<Trigger> found(FlatFilters filters) {
        return triggers.find(Pageable.UNPAGED, Tenant.MAIN, filters.orFilters());
    }

    private Count deleted(List<Trigger> all) {
        all.forEach(triggers::delete);
        return new Count(all.size());
    }

    private static Count each(List<Trigger> all, Predicate<Trigger> fits, Consumer<String> action) {
        List<String> uids = all.stream().filter(fits).map(trigger -> trigger.uid()).toList();
        uids.forEach(action);
        return new Count(uids.size());
    }

    private static boolean hasBackfill(Trigger trigger) {
        return trigger.getBackfill() != null;
    }
}
