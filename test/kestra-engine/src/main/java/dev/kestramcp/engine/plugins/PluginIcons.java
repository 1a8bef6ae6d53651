package dev.kestramcp.engine.plugins;

import io.kestra.core.docs.PluginIcon;
import io.kestra.core.models.tasks.FlowableTask;
import io.kestra.core.plugins.PluginRegistry;
import io.kestra.core.plugins.RegisteredPlugin;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.HashMap;
import java.util.Map;

/** {@code /api/v1/plugins/icons}: the SVG (base64) of every type that a flow can name. */
@Controller("/api/v1/plugins/icons")
@ExecuteOn(TaskExecutors.BLOCKING)
public class PluginIcons {
    private final PluginRegistry registry;

    PluginIcons(PluginRegistry registry) {
        this.registry = registry;
    }

    @Get
    public HttpResponse<Map<String, PluginIcon>> getPluginIcons() {
        Map<String, PluginIcon> icons = new HashMap<>();
        registry.plugins().forEach(plugin -> plugin.allClass().forEach(type ->
            icons.put(type.getName(), icon(plugin, type))));
        return HttpResponse.ok(icons).header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
    }

    private static PluginIcon icon(RegisteredPlugin plugin, Class<?> type) {
        return new PluginIcon(type.getSimpleName(), plugin.icon(type), FlowableTask.class.isAssignableFrom(type));
    }
}
