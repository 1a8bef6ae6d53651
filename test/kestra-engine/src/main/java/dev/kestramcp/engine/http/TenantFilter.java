package dev.kestramcp.engine.http;

import dev.kestramcp.engine.Tenant;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.http.uri.UriBuilder;

import java.net.URI;
import java.util.Set;

/**
 * The tenant segment of the path, as Kestra's open source edition reads it: {@code /api/v1/flows/...} is short for
 * {@code /api/v1/main/flows/...}, and any tenant but {@code main} is a 400.
 */
@ServerFilter("/api/v1/**")
public class TenantFilter {
    private static final String ROOT = "/api/v1/";

    /** The areas whose routes carry a tenant; what is not here (configs, plugins) has none. */
    private static final Set<String> TENANT_AREAS = Set.of(
        "executions", "flows", "kv", "logs", "metrics", "namespaces", "triggers"
    );

    @RequestFilter
    @PreMatching
    public HttpRequest<?> resolveTenant(HttpRequest<?> request) {
        String[] segments = request.getPath().substring(ROOT.length()).split("/", 3);
        if (TENANT_AREAS.contains(segments[0])) {
            return request.mutate().uri(withTenant(request.getUri()));
        }
        boolean hasArea = segments.length > 1 && TENANT_AREAS.contains(segments[1]);
        if (hasArea && !segments[0].equals(Tenant.MAIN)) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "Tenant must be 'main' for OSS version");
        }
        return request;
    }

    private static URI withTenant(URI uri) {
        String path = ROOT + Tenant.MAIN + "/" + uri.getRawPath().substring(ROOT.length());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return UriBuilder.of(path + query).build();
    }
}
