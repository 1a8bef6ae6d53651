package dev.kestramcp.engine.http;

import com.fasterxml.jackson.databind.JsonMappingException;

import java.util.stream.Collectors;

/** Where in a JSON body a value could not be read, as Kestra writes it. */
final class JsonPaths {
    private JsonPaths() {
    }

    static String of(JsonMappingException e) {
        return e.getPath().stream()
            .map(JsonMappingException.Reference::getDescription)
            .collect(Collectors.joining(" > "));
    }
}
