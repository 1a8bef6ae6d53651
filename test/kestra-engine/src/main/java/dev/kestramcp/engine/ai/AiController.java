package dev.kestramcp.engine.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.List;

/** {@code /ai}: fails as Kestra does that has no provider, unless the canned answers are switched on. */
@Controller("/api/v1/main/ai")
@ExecuteOn(TaskExecutors.BLOCKING)
public class AiController {
    private static final String YAML = "application/yaml";

    private final boolean configured;

    AiController(@Value("${engine.ai}") boolean configured) {
        this.configured = configured;
    }

    @Get("/providers")
    public List<Provider> listProviders() {
        return List.of(configured
            ? new Provider("canned", "Canned answers", true)
            : new Provider("api", "Free tier", true));
    }

    @Post(uri = "/generate/flow", produces = YAML)
    public HttpResponse<String> generateFlow(@Body Prompt prompt) throws JsonProcessingException {
        refuseUnconfigured();
        return generated(CannedGenerator.flow(prompt.userPrompt(), prompt.yaml(), prompt.namespace()));
    }

    @Post(uri = "/generate/dashboard", produces = YAML)
    public HttpResponse<String> generateDashboard(@Body Prompt prompt) throws JsonProcessingException {
        refuseUnconfigured();
        return generated(CannedGenerator.dashboard(prompt.userPrompt(), prompt.yaml()));
    }

    private void refuseUnconfigured() {
        if (!configured) {
            // Recorded: a 500 which says nothing.
            throw new UnsupportedOperationException();
        }
    }

    private static HttpResponse<String> generated(String yaml) {
        return HttpResponse.ok(yaml).header("X-Kestra-AI-Quota", "99");
    }

    @Introspected
    public record Provider(String id, String displayName, boolean isDefault) {
    }

    @Introspected
    public record Prompt(
        String conversationId,
        String userPrompt,
        @Nullable String yaml,
        @Nullable String namespace,
        @Nullable String providerId
    ) {
    }
}
