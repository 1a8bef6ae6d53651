package dev.kestramcp.engine.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kestra.core.serializers.JacksonMapper;
import io.micronaut.core.annotation.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Answers prompts without a model: a flow that logs what it was asked for. A prompt with the word {@code nonsense} is
 * answered by a sentence, as models do, and one with {@code broken} by something that is not valid.
 */
final class CannedGenerator {
    private static final ObjectMapper YAML = JacksonMapper.ofYaml();
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");
    private static final int WORDS_IN_ID = 4;

    private CannedGenerator() {
    }

    /** A new flow, or one more task for the flow given. */
    static String flow(String prompt, @Nullable String given, @Nullable String namespace)
        throws JsonProcessingException {
        if (isNonsense(prompt)) {
            return refusal();
        }
        Map<String, Object> flow = read(given);
        flow.putIfAbsent("id", slug(prompt));
        flow.putIfAbsent("namespace", namespace == null ? "company.team" : namespace);
        List<Object> tasks = new ArrayList<>(flow.get("tasks") instanceof List<?> list ? list : List.of());
        String type = isBroken(prompt) ? "io.kestra.plugin.core.log.Nothing" : "io.kestra.plugin.core.log.Log";
        tasks.add(ordered("id", "step_" + (tasks.size() + 1), "type", type, "message", prompt));
        flow.put("tasks", tasks);
        return YAML.writeValueAsString(flow);
    }

    static String dashboard(String prompt, @Nullable String given) throws JsonProcessingException {
        if (isNonsense(prompt)) {
            return refusal();
        }
        Map<String, Object> dashboard = read(given);
        if (!isBroken(prompt)) {
            dashboard.putIfAbsent("id", slug(prompt));
        }
        dashboard.putIfAbsent("title", prompt);
        dashboard.putIfAbsent("timeWindow", ordered("default", "P30D", "max", "P365D"));
        dashboard.putIfAbsent("charts", List.of(executionsByState(prompt)));
        return YAML.writeValueAsString(dashboard);
    }

    private static Map<String, Object> executionsByState(String title) {
        Map<String, Object> columns = ordered("state", Map.of("field", "STATE"), "total", Map.of("agg", "COUNT"));
        return ordered(
            "id", "by_state",
            "type", "io.kestra.plugin.core.dashboard.chart.Table",
            "chartOptions", Map.of("displayName", title),
            "data", ordered("type", "io.kestra.plugin.core.dashboard.data.Executions", "columns", columns)
        );
    }

    private static boolean isNonsense(String prompt) {
        return prompt.toLowerCase().contains("nonsense");
    }

    private static boolean isBroken(String prompt) {
        return prompt.toLowerCase().contains("broken");
    }

    private static String refusal() {
        return "I can only help with Kestra.";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(@Nullable String yaml) throws JsonProcessingException {
        return yaml == null || yaml.isBlank() ? new LinkedHashMap<>() : YAML.readValue(yaml, LinkedHashMap.class);
    }

    private static String slug(String text) {
        List<String> words = WORD.matcher(text.toLowerCase()).results().map(MatchResult::group).toList();
        return words.isEmpty() ? "generated" : String.join("-", words.stream().limit(WORDS_IN_ID).toList());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
