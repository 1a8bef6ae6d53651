package dev.kestramcp.engine.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels written as {@code key:value} in query parameters; only the first colon separates. */
public final class LabelTexts {
    private LabelTexts() {
    }

    /** @throws HttpStatusException (422) for a text without a colon or a key that comes twice. */
    public static Map<String, String> toMap(List<String> texts) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw unprocessable("Can't split the queryString parameter by ':'");
            }
            String key = text.substring(0, colon);
            String value = text.substring(colon + 1).trim();
            String earlier = labels.put(key, value);
            if (earlier != null) {
                throw unprocessable("The queryString parameter keys contains duplicities: Duplicate key " + key
                    + " (attempted merging values " + earlier + " and " + value + ")");
            }
        }
        return labels;
    }

    private static HttpStatusException unprocessable(String message) {
        return new HttpStatusException(HttpStatus.UNPROCESSABLE_ENTITY, message);
    }
}
