package dev.kestramcp.engine.flows;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.DeserializationException;
import io.kestra.core.models.flows.FlowInterface;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.jdbc.AbstractJdbcRepository;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Not part of Kestra's API: stores many flows at once. Saving each in Kestra's way compares it with all others, which
 * takes minutes for thousands. Searches find these flows; the executor and the scheduler do not know them.
 */
@Controller("/engine/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowPlanting {
    private final AbstractJdbcRepository<FlowInterface> flows;

    FlowPlanting(@Named("flows") AbstractJdbcRepository<FlowInterface> flows) {
        this.flows = flows;
    }

    @Post(consumes = MediaType.APPLICATION_YAML)
    public int plantFlows(@Body String documents) throws DeserializationException {
        Map<FlowInterface, Map<Field<Object>, Object>> rows = new LinkedHashMap<>();
        for (String source : documents.split("(?m)^---\n")) {
            GenericFlow flow = GenericFlow.fromYaml(Tenant.MAIN, source).toBuilder().revision(1).build();
            Map<Field<Object>, Object> row = flows.persistFields(flow);
            row.put(DSL.field(DSL.quotedName("source_code")), source);
            rows.put(flow, row);
        }
        return flows.persistBatch(rows);
    }
}
