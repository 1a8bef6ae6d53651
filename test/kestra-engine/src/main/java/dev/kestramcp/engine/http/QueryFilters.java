package dev.kestramcp.engine.http;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.QueryFilter.Field;
import io.kestra.core.models.QueryFilter.Op;
import io.kestra.core.models.flows.FlowScope;
import io.micronaut.http.HttpRequest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kestra's filter grammar in query parameters: {@code filters[field][OP]=value} and, for labels,
 * {@code filters[labels][OP][key]=value}. A parameter that does not match it (an operator is missing) is ignored.
 */
public final class QueryFilters {
    private static final Pattern PARAMETER = Pattern.compile("filters\\[([^]]*)]\\[([^]]*)](?:\\[(.+)])?");

    private QueryFilters() {
    }

    /** @throws IllegalArgumentException for an unknown field or operator. */
    public static List<QueryFilter> of(HttpRequest<?> request) {
        List<QueryFilter> filters = new ArrayList<>();
        Map<Op, Map<String, String>> labels = new LinkedHashMap<>();
        request.getParameters().forEach((name, values) -> {
            Matcher parameter = PARAMETER.matcher(name);
            if (!parameter.matches()) {
                return;
            }
            Field field = Field.fromString(parameter.group(1));
            Op operation = Op.valueOf(parameter.group(2));
            String key = parameter.group(3);
            if (field == Field.LABELS && key != null) {
                labels.computeIfAbsent(operation, ignored -> new LinkedHashMap<>()).put(key, values.getFirst());
            } else {
                filters.add(new QueryFilter(field, operation, value(field, operation, key, values)));
            }
        });
        // All labels of one operator are one condition: an execution must carry every one of them.
        labels.forEach((operation, pairs) -> filters.add(new QueryFilter(Field.LABELS, operation, pairs)));
        return filters;
    }

    private static Object value(Field field, Op operation, String key, List<String> values) {
        String first = values.getFirst();
        if (key != null) {
            return Map.of(key, first);
        }
        if (field == Field.SCOPE) {
            return scopes(values);
        }
        if (operation == Op.IN || operation == Op.NOT_IN) {
            return List.of(first.replaceAll("[\\[\\]]", "").split(","));
        }
        return values.size() == 1 ? first : values;
    }

    private static List<FlowScope> scopes(List<String> values) {
        return values.stream().map(QueryFilters::scope).toList();
    }

    private static FlowScope scope(String value) {
        return Arrays.stream(FlowScope.values())
            .filter(scope -> scope.name().equalsIgnoreCase(value))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Invalid FlowScope value: " + value));
    }
}
