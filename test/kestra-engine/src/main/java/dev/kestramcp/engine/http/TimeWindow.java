package dev.kestramcp.engine.http;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.QueryFilter.Field;
import io.kestra.core.models.QueryFilter.Op;
import io.micronaut.core.annotation.Nullable;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The time window of Kestra's execution and log searches: a {@code timeRange} becomes a start date, and a search
 * that names neither a start date nor a time range looks back eight days only.
 */
public final class TimeWindow {
    private static final Duration DEFAULT_LOOK_BACK = Duration.ofDays(8);

    private TimeWindow() {
    }

    /** @throws IllegalArgumentException for dates that contradict each other or a bad duration. */
    public static List<QueryFilter> applyTo(List<QueryFilter> filters) {
        ZonedDateTime start = date(filters, Field.START_DATE);
        ZonedDateTime end = date(filters, Field.END_DATE);
        Duration range = range(filters);
        if (range != null) {
            if (start != null || end != null) {
                throw new IllegalArgumentException(
                    "Parameters 'startDate'/'endDate' and 'timeRange' are mutually exclusive");
            }
            start = ZonedDateTime.now().minus(range);
        }
        if (start != null && end != null && start.isAfter(end)) {
            throw new IllegalArgumentException("Start date must be before End Date");
        }
        ZonedDateTime from = start != null ? start : ZonedDateTime.now().minus(DEFAULT_LOOK_BACK);
        return withStart(filters, from);
    }

    /** Every start date becomes the one that won; a time range is replaced by it. */
    private static List<QueryFilter> withStart(List<QueryFilter> filters, ZonedDateTime start) {
        List<QueryFilter> windowed = new ArrayList<>();
        boolean hasStart = false;
        for (QueryFilter filter : filters) {
            switch (filter.field()) {
                case START_DATE -> windowed.add(startFilter(filter.operation(), start));
                case TIME_RANGE -> windowed.add(startFilter(Op.GREATER_THAN_OR_EQUAL_TO, start));
                default -> windowed.add(filter);
            }
            hasStart = hasStart || filter.field() == Field.START_DATE || filter.field() == Field.TIME_RANGE;
        }
        if (!hasStart) {
            windowed.add(startFilter(Op.GREATER_THAN_OR_EQUAL_TO, start));
        }
        return windowed;
    }

    private static QueryFilter startFilter(Op operation, ZonedDateTime start) {
        return new QueryFilter(Field.START_DATE, operation, start.toString());
    }

    @Nullable
    private static ZonedDateTime date(List<QueryFilter> filters, Field field) {
        return lastOf(filters, field) instanceof Object value ? ZonedDateTime.parse(value.toString()) : null;
    }

    @Nullable
    private static Duration range(List<QueryFilter> filters) {
        Object value = lastOf(filters, Field.TIME_RANGE);
        try {
            return value == null ? null : Duration.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid duration: " + value);
        }
    }

    @Nullable
    private static Object lastOf(List<QueryFilter> filters, Field field) {
        return filters.stream()
            .filter(filter -> filter.field() == field)
            .map(QueryFilter::value)
            .reduce((first, second) -> second)
            .orElse(null);
    }
}
