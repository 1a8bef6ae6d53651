package dev.kestramcp.engine.namespaces;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.secret.SecretService;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the secrets, which the open source edition reads from the environment; their values never leave. */
@Controller("/api/v1/main")
@ExecuteOn(TaskExecutors.BLOCKING)
public class SecretsController {
    private static final String ANY_NAMESPACE = "system";

    private final SecretService<?> secrets;

    SecretsController(SecretService<?> secrets) {
        this.secrets = secrets;
    }

    @Get("/secrets")
    public Secrets listSecrets() throws IOException {
        return all(ANY_NAMESPACE);
    }

    @Get("/namespaces/{namespace}/secrets")
    public Secrets listNamespaceSecrets(String namespace) throws IOException {
        return all(namespace);
    }

    @Get("/namespaces/{namespace}/inherited-secrets")
    public Map<String, Set<String>> getInheritedSecrets(String namespace) throws IOException {
        return secrets.inheritedSecrets(Tenant.MAIN, namespace);
    }

    private Secrets all(String namespace) throws IOException {
        List<SecretName> names = secrets.inheritedSecrets(Tenant.MAIN, namespace).values().stream()
            .flatMap(Collection::stream)
            .distinct()
            .sorted()
            .map(SecretName::new)
            .toList();
        return new Secrets(true, names, names.size());
    }

    public record SecretName(String key) {
    }

    public record Secrets(boolean readOnly, List<SecretName> results, long total) {
    }
}
