package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.http.LabelTexts;
import io.kestra.core.models.Label;
import io.micronaut.core.annotation.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The labels a caller may give a new execution; without {@code system.from} it is marked as made by the API. */
final class NewLabels {
    private static final Set<String> ALLOWED_SYSTEM_LABELS = Set.of(Label.CORRELATION_ID, Label.FROM);

    private NewLabels() {
    }

    /** @throws IllegalArgumentException for a label that only Kestra may set. */
    static List<Label> parse(@Nullable List<String> texts) {
        List<Label> labels = new ArrayList<>();
        Map<String, String> pairs = texts == null ? Map.of() : LabelTexts.toMap(texts);
        pairs.forEach((key, value) -> labels.add(allowed(new Label(key, value))));
        if (!pairs.containsKey(Label.FROM)) {
            labels.add(new Label(Label.FROM, "api"));
        }
        return labels;
    }

    private static Label allowed(Label label) {
        if (label.key().startsWith(Label.SYSTEM_PREFIX) && !ALLOWED_SYSTEM_LABELS.contains(label.key())) {
            throw new IllegalArgumentException("System labels can only be set by Kestra itself, offending label: "
                + label.key() + "=" + label.value());
        }
        return label;
    }
}
