package dev.kestramcp.engine.http;

import dev.kestramcp.engine.Tenant;

import java.util.Set;

/** The tenant segment of the API's paths. */
final class TenantPaths {
    private static final String ROOT = "/api/v1/";

    /** The areas whose routes carry a tenant; what is not here (configs, plugins) has none. */
    private static final Set<String> AREAS = Set.of(
        "concurrency-limit", "executions", "flows", "kv", "logs", "metrics", "namespaces", "secrets", "triggers"
    );

    private TenantPaths() {
    }

    /** {@code /api/v1/flows/...} becomes {@code /api/v1/main/flows/...}; other paths stay. */
    static String withTenant(String uri) {
        return uri.startsWith(ROOT) && AREAS.contains(segments(uri)[0])
            ? ROOT + Tenant.MAIN + "/" + uri.substring(ROOT.length())
            : uri;
    }

    static boolean hasForeignTenant(String path) {
        String[] segments = segments(path);
        return segments.length > 1 && AREAS.contains(segments[1]) && !segments[0].equals(Tenant.MAIN);
    }

    private static String[] segments(String uri) {
        return uri.substring(ROOT.length()).split("[/?]", 3);
    }
}
