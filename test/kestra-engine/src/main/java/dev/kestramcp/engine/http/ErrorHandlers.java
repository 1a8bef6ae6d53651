package dev.kestramcp.engine.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.kestra.core.exceptions.ConflictException;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.exceptions.InputOutputValidationException;
import io.kestra.core.exceptions.InvalidException;
import io.kestra.core.exceptions.InvalidQueryFiltersException;
import io.kestra.core.exceptions.NotFoundException;
import io.kestra.core.exceptions.ResourceExpiredException;
import io.kestra.core.exceptions.ValidationErrorException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.hateoas.JsonError;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedQueryValueRouteException;
import jakarta.validation.ConstraintViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.NoSuchElementException;

import static io.micronaut.http.HttpStatus.BAD_REQUEST;
import static io.micronaut.http.HttpStatus.CONFLICT;
import static io.micronaut.http.HttpStatus.GONE;
import static io.micronaut.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static io.micronaut.http.HttpStatus.NOT_FOUND;
import static io.micronaut.http.HttpStatus.UNPROCESSABLE_ENTITY;

/** Which exception of the engine or of Micronaut becomes which status, as Kestra 1.3 answers. */
@Controller
public class ErrorHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandlers.class);

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    public HttpResponse<JsonError> notFound(HttpRequest<?> request) {
        return ErrorBodies.of(request, NOT_FOUND, "Not Found", (Throwable) null);
    }

    @Error(global = true)
    public HttpResponse<JsonError> status(HttpRequest<?> request, HttpStatusException e) {
        return ErrorBodies.of(request, e.getStatus(), e.getStatus().getReason(), e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> violations(HttpRequest<?> request, ConstraintViolationException e) {
        List<JsonError> details = e.getConstraintViolations().stream()
            .map(violation -> ErrorBodies.detail(violation.getMessage(), violation.getPropertyPath().toString()))
            .toList();
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid entity: " + e.getMessage(), details);
    }

    @Error(global = true)
    public HttpResponse<JsonError> flow(HttpRequest<?> request, FlowProcessingException e) {
        return e.getCause() instanceof ConstraintViolationException violations
            ? violations(request, violations)
            : any(request, e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> conversion(HttpRequest<?> request, ConversionErrorException e) {
        if (e.getConversionError().getCause() instanceof JsonMappingException mapping) {
            List<JsonError> details = List.of(ErrorBodies.detail(e.getMessage(), JsonPaths.of(mapping)));
            return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid json mapping", details);
        }
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Internal server error", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> body(HttpRequest<?> request, UnsatisfiedBodyRouteException e) {
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid route params", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> query(HttpRequest<?> request, UnsatisfiedQueryValueRouteException e) {
        return ErrorBodies.of(request, BAD_REQUEST, "Bad Request", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> filters(HttpRequest<?> request, InvalidQueryFiltersException e) {
        return ErrorBodies.of(request, BAD_REQUEST, "Invalid query filters", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> validation(HttpRequest<?> request, ValidationErrorException e) {
        return ErrorBodies.of(request, BAD_REQUEST, e.formatedInvalidObjects(), e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> inputs(HttpRequest<?> request, InputOutputValidationException e) {
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid entity", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> invalid(HttpRequest<?> request, InvalidException e) {
        Object invalid = e.invalidObject();
        String entity = invalid == null ? "entity" : invalid.getClass().getSimpleName();
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid " + entity, e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> format(HttpRequest<?> request, InvalidFormatException e) {
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Invalid format", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> argument(HttpRequest<?> request, IllegalArgumentException e) {
        return ErrorBodies.of(request, UNPROCESSABLE_ENTITY, "Illegal argument", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> state(HttpRequest<?> request, IllegalStateException e) {
        return ErrorBodies.of(request, CONFLICT, "Illegal state", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> conflict(HttpRequest<?> request, ConflictException e) {
        return ErrorBodies.of(request, CONFLICT, "Conflict", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> missing(HttpRequest<?> request, NotFoundException e) {
        return ErrorBodies.of(request, NOT_FOUND, "Not Found", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> missing(HttpRequest<?> request, NoSuchElementException e) {
        return ErrorBodies.of(request, NOT_FOUND, "Not Found", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> missing(HttpRequest<?> request, FileNotFoundException e) {
        return ErrorBodies.of(request, NOT_FOUND, "Not Found", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> expired(HttpRequest<?> request, ResourceExpiredException e) {
        return ErrorBodies.of(request, GONE, "Resource has expired", e);
    }

    @Error(global = true)
    public HttpResponse<JsonError> any(HttpRequest<?> request, Throwable e) {
        LOG.error("{} {}", request.getMethodName(), request.getUri(), e);
        return ErrorBodies.of(request, INTERNAL_SERVER_ERROR, "Internal server error", e);
    }
}
