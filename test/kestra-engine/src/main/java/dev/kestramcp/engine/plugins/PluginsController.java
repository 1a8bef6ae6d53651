package dev.kestramcp.engine.plugins;

import io.kestra.core.docs.AbstractClassDocumentation;
import io.kestra.core.docs.ClassInputDocumentation;
import io.kestra.core.docs.ClassPluginDocumentation;
import io.kestra.core.docs.DocumentationGenerator;
import io.kestra.core.docs.InputType;
import io.kestra.core.docs.JsonSchemaCache;
import io.kestra.core.docs.JsonSchemaGenerator;
import io.kestra.core.docs.Plugin;
import io.kestra.core.docs.SchemaType;
import io.kestra.core.models.flows.Type;
import io.kestra.core.plugins.PluginClassAndMetadata;
import io.kestra.core.plugins.PluginRegistry;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** {@code /api/v1/plugins}: the engine's own catalogue, documentation and JSON schemas of the core plugins. */
@Controller("/api/v1/plugins")
@ExecuteOn(TaskExecutors.BLOCKING)
public class PluginsController {
    private static final String ONE_HOUR = "public, max-age=3600";

    private final PluginRegistry registry;
    private final JsonSchemaCache schemas;
    private final JsonSchemaGenerator generator;

    PluginsController(PluginRegistry registry, JsonSchemaCache schemas, JsonSchemaGenerator generator) {
        this.registry = registry;
        this.schemas = schemas;
        this.generator = generator;
    }

    @Get
    public List<Plugin> listPlugins() {
        return registry.plugins().stream().map(plugin -> Plugin.of(plugin, null)).toList();
    }

    /** One entry a plugin and one a group of classes in it. */
    @Get("/groups/subgroups")
    public List<Plugin> getPluginBySubgroups() {
        return registry.plugins().stream()
            .flatMap(plugin -> Stream.concat(
                Stream.of(Plugin.of(plugin, null)),
                plugin.subGroupNames().stream().map(subGroup -> Plugin.of(plugin, subGroup))))
            .distinct()
            .toList();
    }

    @Get("/schemas/{type}")
    public HttpResponse<Map<String, Object>> getSchemasFromType(
        SchemaType type, @QueryValue(defaultValue = "false") boolean arrayOf
    ) {
        return cached(schemas.getSchemaForType(type, arrayOf));
    }

    @Get("/properties/{type}")
    public HttpResponse<Map<String, Object>> getPropertiesFromType(SchemaType type) {
        return cached(schemas.getPropertiesForType(type));
    }

    @Get("/inputs")
    public List<InputType> getAllInputTypes() {
        return Arrays.stream(Type.values()).map(type -> new InputType(type.name(), type.cls().getName())).toList();
    }

    @Get("/inputs/{type}")
    public HttpResponse<Documentation> getSchemaFromInputType(Type type) throws IOException {
        ClassInputDocumentation documentation = ClassInputDocumentation.of(generator, type.cls());
        return cached(new Documentation(DocumentationGenerator.render(documentation), schema(documentation, null)));
    }

    @Get("/{cls}")
    public HttpResponse<Documentation> getPluginDocumentation(
        String cls, @QueryValue(defaultValue = "false") boolean all
    ) throws IOException {
        ClassPluginDocumentation<?> documentation = document(cls, all);
        return cached(new Documentation(
            DocumentationGenerator.render(documentation), schema(documentation, documentation.getOutputsSchema())));
    }

    /** The engine runs one version of each plugin and does not manage others. */
    @Get("/{cls}/versions")
    public Versions getPluginVersions(String cls) {
        return new Versions(cls, List.of());
    }

    private ClassPluginDocumentation<?> document(String cls, boolean all) {
        PluginClassAndMetadata<?> plugin = registry.findMetadataByIdentifier(cls)
            .orElseThrow(() -> new NoSuchElementException("Class '" + cls + "' doesn't exists "));
        return ClassPluginDocumentation.of(generator, plugin, null, all);
    }

    private static Schema schema(
        AbstractClassDocumentation<?> documentation, @Nullable Map<String, Object> outputs
    ) {
        return new Schema(documentation.getPropertiesSchema(), outputs, documentation.getDefs());
    }

    private static <T> HttpResponse<T> cached(T body) {
        return HttpResponse.ok(body).header(HttpHeaders.CACHE_CONTROL, ONE_HOUR);
    }

    public record Documentation(String markdown, Schema schema) {
    }

    public record Schema(
        Map<String, Object> properties, @Nullable Map<String, Object> outputs, Map<String, Object> definitions
    ) {
    }

    public record Versions(String type, List<String> versions) {
    }
}
