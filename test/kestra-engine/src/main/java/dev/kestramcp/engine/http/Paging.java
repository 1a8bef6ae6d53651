package dev.kestramcp.engine.http;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;

import java.util.List;
import java.util.function.Function;

/** The {@code page}, {@code size} and {@code sort=field:asc} parameters of Kestra's searches. */
public final class Paging {
    private Paging() {
    }

    public static Pageable of(int page, int size) {
        return Pageable.from(page, size);
    }

    /** Sort fields are taken as they come. */
    public static Pageable of(int page, int size, @Nullable List<String> sort) {
        return of(page, size, sort, Function.identity());
    }

    /**
     * @param columns the engine's mapping of a public field name to a column; it answers null for an unknown field.
     */
    public static Pageable of(int page, int size, @Nullable List<String> sort, Function<String, String> columns) {
        if (sort == null || sort.isEmpty()) {
            return of(page, size);
        }
        return Pageable.from(page, size, Sort.of(sort.stream().map(text -> order(text, columns)).toList()));
    }

    private static Sort.Order order(String text, Function<String, String> columns) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw unprocessable("Invalid sort parameter");
        }
        String column = columns.apply(parts[0]);
        if (column == null) {
            throw unprocessable("Invalid sort field: " + parts[0]);
        }
        // Anything but "asc" sorts down.
        return parts[1].equals("asc") ? Sort.Order.asc(column) : Sort.Order.desc(column);
    }

    private static HttpStatusException unprocessable(String message) {
        return new HttpStatusException(HttpStatus.UNPROCESSABLE_ENTITY, message);
    }
}
