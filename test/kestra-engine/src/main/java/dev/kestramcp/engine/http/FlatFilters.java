package dev.kestramcp.engine.http;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.QueryFilter.Field;
import io.kestra.core.models.QueryFilter.Op;
import io.kestra.core.models.flows.FlowScope;
import io.kestra.core.models.flows.State;
import io.kestra.core.repositories.ExecutionRepositoryInterface.ChildFilter;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.convert.format.Format;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import org.slf4j.event.Level;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The old flat query parameters of Kestra's searches. They count only when the request has no {@code filters[...]};
 * then a flat {@code namespace} is a prefix, and the others mean equality.
 */
@Introspected
public record FlatFilters(
    HttpRequest<?> request,
    @Nullable @QueryValue String q,
    @Nullable @QueryValue List<FlowScope> scope,
    @Nullable @QueryValue String namespace,
    @Nullable @QueryValue String flowId,
    @Nullable @QueryValue String triggerId,
    @Nullable @QueryValue String workerId,
    @Nullable @QueryValue Level minLevel,
    @Nullable @QueryValue @Format(DATE_TIME) ZonedDateTime startDate,
    @Nullable @QueryValue @Format(DATE_TIME) ZonedDateTime endDate,
    @Nullable @QueryValue Duration timeRange,
    @Nullable @QueryValue List<State.Type> state,
    @Nullable @QueryValue List<String> labels,
    @Nullable @QueryValue String triggerExecutionId,
    @Nullable @QueryValue ChildFilter childFilter
) {
    private static final String DATE_TIME = "yyyy-MM-dd'T'HH:mm[:ss][.SSS][XXX]";

    /** The {@code filters[...]} of the request or, if it has none, its flat parameters. */
    public List<QueryFilter> orFilters() {
        List<QueryFilter> filters = QueryFilters.of(request);
        return filters.isEmpty() ? flat() : filters;
    }

    private List<QueryFilter> flat() {
        List<QueryFilter> filters = new ArrayList<>();
        add(filters, Field.QUERY, Op.EQUALS, q);
        add(filters, Field.SCOPE, Op.EQUALS, scope);
        add(filters, Field.NAMESPACE, Op.PREFIX, namespace);
        add(filters, Field.FLOW_ID, Op.EQUALS, flowId);
        add(filters, Field.TRIGGER_ID, Op.EQUALS, triggerId);
        add(filters, Field.WORKER_ID, Op.EQUALS, workerId);
        add(filters, Field.MIN_LEVEL, Op.EQUALS, minLevel);
        add(filters, Field.START_DATE, Op.GREATER_THAN_OR_EQUAL_TO, startDate);
        add(filters, Field.END_DATE, Op.LESS_THAN_OR_EQUAL_TO, endDate);
        add(filters, Field.TIME_RANGE, Op.EQUALS, timeRange);
        add(filters, Field.STATE, Op.IN, state);
        add(filters, Field.LABELS, Op.EQUALS, labels == null ? null : LabelTexts.toMap(labels));
        add(filters, Field.TRIGGER_EXECUTION_ID, Op.EQUALS, triggerExecutionId);
        add(filters, Field.CHILD_FILTER, Op.EQUALS, childFilter);
        return filters;
    }

    private static void add(List<QueryFilter> filters, Field field, Op operation, @Nullable Object value) {
        boolean isEmpty = value == null || (value instanceof List<?> list && list.isEmpty());
        if (!isEmpty) {
            filters.add(new QueryFilter(field, operation, value));
        }
    }
}
