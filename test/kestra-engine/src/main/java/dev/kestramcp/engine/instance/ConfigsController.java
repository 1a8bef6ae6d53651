package dev.kestramcp.engine.instance;

import io.kestra.core.plugins.PluginRegistry;
import io.kestra.core.services.InstanceService;
import io.kestra.core.utils.VersionProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;

/** {@code /api/v1/configs}: what this instance is. Open to everyone, as in Kestra 1.x. */
@Controller("/api/v1/configs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ConfigsController {
    private final VersionProvider version;
    private final InstanceService instance;
    private final PluginRegistry plugins;
    private final String url;
    private final List<String> hiddenLabels;
    private final boolean ai;

    ConfigsController(
        VersionProvider version,
        InstanceService instance,
        PluginRegistry plugins,
        @Value("${kestra.url}") String url,
        @Value("${kestra.hidden-labels.prefixes}") List<String> hiddenLabels,
        @Value("${engine.ai}") boolean ai
    ) {
        this.version = version;
        this.instance = instance;
        this.plugins = plugins;
        this.url = url;
        this.hiddenLabels = hiddenLabels;
        this.ai = ai;
    }

    @Get
    public Configuration configuration() {
        return new Configuration(
            instance.fetch(), version.getVersion(), "OSS", "PT24H", true, false, false, false, url,
            new Preview(100, 5000), "system", hiddenLabels, ai, ai, true, plugins.hash(), true
        );
    }

    public record Configuration(
        String uuid,
        String version,
        String edition,
        String chartDefaultDuration,
        boolean isCustomDashboardsEnabled,
        boolean isAnonymousUsageEnabled,
        boolean isUiAnonymousUsageEnabled,
        boolean isTemplateEnabled,
        String url,
        Preview preview,
        String systemNamespace,
        List<String> hiddenLabelsPrefixes,
        boolean isAiEnabled,
        boolean isAiApiKeyConfigured,
        boolean isBasicAuthInitialized,
        long pluginsHash,
        boolean isConcurrencyViewEnabled
    ) {
    }

    public record Preview(int initial, int max) {
    }
}
