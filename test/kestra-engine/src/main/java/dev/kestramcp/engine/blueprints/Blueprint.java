package dev.kestramcp.engine.blueprints;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.core.annotation.Introspected;

import java.util.List;

/** A flow or a dashboard to begin with. */
@Introspected
public record Blueprint(
    String kind,
    String id,
    String title,
    String description,
    List<String> includedTasks,
    List<String> tags,
    String publishedAt,
    String source
) {
    /** Without its source, as lists show it. */
    Item item() {
        return new Item(id, title, description, includedTasks, tags, publishedAt);
    }

    @JsonIgnore
    boolean isKind(String wanted) {
        return kind.equalsIgnoreCase(wanted);
    }

    @Introspected
    record Item(
        String id,
        String title,
        String description,
        List<String> includedTasks,
        List<String> tags,
        String publishedAt
    ) {
    }
}
