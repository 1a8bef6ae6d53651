package dev.kestramcp.engine.executions;

import io.kestra.core.models.Label;
import io.kestra.core.models.executions.Execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** New labels for a finished execution: they replace its own ones; the labels Kestra set stay as they are. */
final class LabelChange {
    private LabelChange() {
    }

    /**
     * @throws IllegalArgumentException for a new or changed {@code system.} label.
     * @throws IllegalStateException for a key that comes twice.
     */
    static Execution replace(Execution execution, List<Label> labels) {
        List<Label> systemLabels = execution.getLabels().stream().filter(LabelChange::isSystem).toList();
        Map<String, Label> replaced = new LinkedHashMap<>();
        for (Label label : labels) {
            requireUnchanged(label, systemLabels);
            Label earlier = replaced.put(label.key(), label);
            if (earlier != null) {
                throw new IllegalStateException("Duplicate key " + label.key()
                    + " (attempted merging values " + earlier.value() + " and " + label.value() + ")");
            }
        }
        systemLabels.forEach(label -> replaced.putIfAbsent(label.key(), label));
        return execution.withLabels(List.copyOf(replaced.values()));
    }

    /** As {@link #replace}, but the execution keeps its other labels. */
    static Execution merge(Execution execution, List<Label> labels) {
        Map<String, Label> merged = new LinkedHashMap<>();
        execution.getLabels().forEach(label -> merged.put(label.key(), label));
        labels.forEach(label -> merged.put(label.key(), label));
        return replace(execution, List.copyOf(merged.values()));
    }

    private static void requireUnchanged(Label label, List<Label> systemLabels) {
        if (isSystem(label) && !systemLabels.contains(label)) {
            throw new IllegalArgumentException("System labels can only be set by Kestra itself, offending label: "
                + label.key() + "=" + label.value());
        }
    }

    private static boolean isSystem(Label label) {
        return label.key().startsWith(Label.SYSTEM_PREFIX);
    }
}
