package dev.kestramcp.engine.http;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.hateoas.JsonError;
import io.micronaut.http.hateoas.Link;
import io.micronaut.http.hateoas.Resource;

import java.util.List;

/** Error bodies in the shape of Kestra 1.x: {@code {"message": "<reason>: <detail>", "_links", "_embedded"}}. */
final class ErrorBodies {
    private ErrorBodies() {
    }

    static HttpResponse<JsonError> of(HttpRequest<?> request, HttpStatus status, String reason, @Nullable Throwable e) {
        String detail = e == null || e.getMessage() == null ? "" : ": " + e.getMessage();
        return HttpResponse.<JsonError>status(status, reason).body(linked(request, reason + detail));
    }

    static HttpResponse<JsonError> of(
        HttpRequest<?> request, HttpStatus status, String message, List<JsonError> details
    ) {
        JsonError body = linked(request, message).embedded("errors", List.<Resource>copyOf(details));
        return HttpResponse.<JsonError>status(status).body(body);
    }

    static JsonError detail(String message, String path) {
        return new JsonError(message).path(path);
    }

    private static JsonError linked(HttpRequest<?> request, String message) {
        return new JsonError(message).link(Link.SELF, Link.of(request.getUri()));
    }
}
