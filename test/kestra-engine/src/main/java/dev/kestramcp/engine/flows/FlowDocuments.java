package dev.kestramcp.engine.flows;

import java.util.Arrays;
import java.util.List;

/** Several flows in one YAML text, separated by {@code ---} lines. */
final class FlowDocuments {
    private FlowDocuments() {
    }

    static List<String> split(String yaml) {
        return Arrays.asList(yaml.trim().split("\\n+---\\n*?"));
    }
}
