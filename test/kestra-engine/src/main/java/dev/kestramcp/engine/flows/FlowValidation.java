package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.flows.FlowSource;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.util.Arrays;
import java.util.List;

/** {@code /flows/validate}: always 200, one verdict a YAML document. The verdicts are the engine's. */
@Controller("/api/v1/main/flows/validate")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowValidation {
    private final FlowService flowService;

    FlowValidation(FlowService flowService) {
        this.flowService = flowService;
    }

    @Post(consumes = MediaType.APPLICATION_YAML)
    public List<ValidateConstraintViolation> validateFlows(@Body @Nullable String flows) {
        return flowService.validate(Tenant.MAIN, documents(flows == null ? "" : flows));
    }

    private static List<FlowSource> documents(String yaml) {
        return Arrays.stream(yaml.trim().split("\\n+---\\n*?")).map(source -> new FlowSource(null, source)).toList();
    }
}
