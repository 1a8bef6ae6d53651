package dev.kestramcp.engine.http;

import io.kestra.core.repositories.ArrayListTotal;

import java.util.List;

/** One page of a search: the page's items and how many there are in all. */
public record PagedResults<T>(List<T> results, long total) {
    public static <T> PagedResults<T> of(ArrayListTotal<T> page) {
        return new PagedResults<>(page, page.getTotal());
    }
}
