package dev.kestramcp.engine.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.annotation.PreMatching;

/** Kestra's open source edition has one tenant: a path with another one is a 400. */
@ServerFilter("/api/v1/**")
public class TenantFilter {
    @RequestFilter
    @PreMatching
    public void refuseOtherTenants(HttpRequest<?> request) {
        if (TenantPaths.hasForeignTenant(request.getPath())) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "Tenant must be 'main' for OSS version");
        }
    }
}
