package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.TimeWindow;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs an action on many executions: if any of them does not allow it, a 400 says which, and nothing is done. */
@Singleton
class BulkRun {
    private final Executions executions;
    private final ExecutionRepositoryInterface repository;

    BulkRun(Executions executions, ExecutionRepositoryInterface repository) {
        this.executions = executions;
        this.repository = repository;
    }

    /** The executions a query finds, within the time window of the search. */
    List<String> ids(FlatFilters filters) {
        return repository.find(Pageable.UNPAGED, Tenant.MAIN, TimeWindow.applyTo(filters.orFilters()))
            .map(Execution::getId);
    }

    HttpResponse<?> run(List<String> ids, BulkAction action) throws Exception {
        List<Execution> found = new ArrayList<>();
        List<ManualConstraintViolation<String>> invalids = new ArrayList<>();
        for (String id : ids) {
            Optional<Execution> execution = executions.find(id);
            if (execution.isEmpty()) {
                invalids.add(violation(id, "execution not found"));
            } else if (!action.allowed().test(execution.get())) {
                invalids.add(violation(id, action.refusal()));
            } else {
                found.add(execution.get());
            }
        }
        if (!invalids.isEmpty()) {
            return HttpResponse.badRequest(new Refusal("invalid bulk " + action.name(), invalids));
        }
        for (Execution execution : found) {
            action.step().apply(execution);
        }
        return HttpResponse.ok(new Count(found.size()));
    }

    private static ManualConstraintViolation<String> violation(String id, String message) {
        return ManualConstraintViolation.of(message, id, String.class, "execution", id);
    }

    public record Count(int count) {
    }

    public record Refusal(String message, List<ManualConstraintViolation<String>> invalids) {
    }
}
