package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.flows.FlowBulk.FlowKey;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.ZipFile;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.IOException;
import java.util.List;

/** {@code /flows/export}: a zip with one YAML file a flow. */
@Controller("/api/v1/main/flows/export")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowExport {
    private final FlowRepositoryInterface flows;

    FlowExport(FlowRepositoryInterface flows) {
        this.flows = flows;
    }

    @Post(uri = "/by-ids", produces = MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> exportFlowsByIds(@Body List<FlowKey> ids) throws IOException {
        return zip(ids.stream()
            .map(key -> flows.findByIdWithSource(Tenant.MAIN, key.namespace(), key.id()).orElseThrow())
            .toList());
    }

    @Get(uri = "/by-query", produces = MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> exportFlowsByQuery(@RequestBean FlatFilters filters) throws IOException {
        return zip(flows.findWithSource(Pageable.UNPAGED, Tenant.MAIN, filters.orFilters()));
    }

    private static HttpResponse<byte[]> zip(List<FlowWithSource> found) throws IOException {
        ZipFile zip = new ZipFile();
        for (FlowWithSource flow : found) {
            zip.add(flow.getNamespace() + "." + flow.getId() + ".yml", flow.getSource());
        }
        return zip.response("flows.zip");
    }
}
