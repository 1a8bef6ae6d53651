package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.flows.FlowSource;
import io.kestra.core.models.tasks.Task;
import io.kestra.core.models.triggers.AbstractTrigger;
import io.kestra.core.models.validations.ModelValidator;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.serializers.YamlParser;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.ConstraintViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /flows/validate}: always 200, one verdict a YAML document. The verdicts are the engine's. */
@Controller("/api/v1/main/flows/validate")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowValidation {
    private final FlowService flowService;
    private final ModelValidator validator;

    FlowValidation(FlowService flowService, ModelValidator validator) {
        this.flowService = flowService;
        this.validator = validator;
    }

    @Post(consumes = MediaType.APPLICATION_YAML)
    public List<ValidateConstraintViolation> validateFlows(@Body @Nullable String flows) {
        return flowService.validate(Tenant.MAIN,
            FlowDocuments.split(flows == null ? "" : flows).stream().map(it -> new FlowSource(null, it)).toList());
    }

    /** Each part named {@code flows} is a file with one flow. */
    @Post(consumes = MediaType.MULTIPART_FORM_DATA)
    public Mono<List<ValidateConstraintViolation>> validateFlowFiles(@Body MultipartBody flows) {
        return Flux.from(flows)
            .filter(CompletedFileUpload.class::isInstance)
            .map(part -> source((CompletedFileUpload) part))
            .collectList()
            .map(sources -> flowService.validate(Tenant.MAIN, sources));
    }

    @Post(uri = "/task", consumes = MediaType.APPLICATION_YAML)
    public ValidateConstraintViolation validateTask(@Body String task, @QueryValue Section section) {
        return validate(task, section == Section.TASKS ? Task.class : AbstractTrigger.class);
    }

    @Post(uri = "/task", consumes = MediaType.APPLICATION_JSON)
    public ValidateConstraintViolation validateJsonTask(@Body String task) {
        // JSON is YAML too.
        return validate(task, Task.class);
    }

    @Post(uri = "/trigger", consumes = MediaType.APPLICATION_JSON)
    public ValidateConstraintViolation validateJsonTrigger(@Body String trigger) {
        return validate(trigger, AbstractTrigger.class);
    }

    private ValidateConstraintViolation validate(String source, Class<?> type) {
        var verdict = ValidateConstraintViolation.builder();
        try {
            validator.validate(YamlParser.parse(source, type));
        } catch (ConstraintViolationException e) {
            verdict.constraints(e.getMessage());
        }
        return verdict.build();
    }

    private static FlowSource source(CompletedFileUpload file) {
        try {
            return new FlowSource(file.getFilename(), new String(file.getBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public enum Section {
        TASKS, TRIGGERS
    }
}
