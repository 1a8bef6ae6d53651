package dev.kestramcp.engine.blueprints;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A few blueprints of our own in {@code blueprints.json}: Kestra reads its catalogue from the internet. */
@Singleton
final class BlueprintCatalogue {
    private final List<Blueprint> blueprints;

    BlueprintCatalogue(ObjectMapper json) throws IOException {
        try (InputStream file = BlueprintCatalogue.class.getResourceAsStream("/blueprints.json")) {
            blueprints = json.readValue(file, new TypeReference<>() {
            });
        }
    }

    List<Blueprint> ofKind(String kind) {
        return blueprints.stream().filter(blueprint -> blueprint.isKind(kind)).toList();
    }

    Optional<Blueprint> find(String kind, String id) {
        return ofKind(kind).stream().filter(blueprint -> blueprint.id().equals(id)).findFirst();
    }
}
