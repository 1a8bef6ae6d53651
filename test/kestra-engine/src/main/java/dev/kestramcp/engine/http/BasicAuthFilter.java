package dev.kestramcp.engine.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Basic authentication on every route of the API but the ones Kestra 1.3 leaves open: {@code /configs} and webhooks.
 * A refusal is a 401 without a body. Our own routes under {@code /engine} ask for it as well.
 */
@ServerFilter({"/api/**", "/engine/**"})
public class BasicAuthFilter {
    private final byte[] expected;

    BasicAuthFilter(
        @Value("${engine.basic-auth.username}") String username,
        @Value("${engine.basic-auth.password}") String password
    ) {
        String credentials = username + ":" + password;
        expected = ("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
    }

    @RequestFilter
    @Nullable
    public MutableHttpResponse<?> refuseUnknownUsers(HttpRequest<?> request) {
        if (isOpen(request.getPath()) || isKnown(request.getHeaders().get(HttpHeaders.AUTHORIZATION))) {
            return null;
        }
        return HttpResponse.unauthorized().header(HttpHeaders.WWW_AUTHENTICATE, "Basic");
    }

    private static boolean isOpen(String path) {
        return path.equals("/api/v1/configs") || path.contains("/executions/webhook/");
    }

    private boolean isKnown(@Nullable String authorization) {
        return authorization != null
            && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
