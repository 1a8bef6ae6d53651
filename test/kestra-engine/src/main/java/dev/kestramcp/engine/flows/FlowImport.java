package dev.kestramcp.engine.flows;

import io.kestra.core.exceptions.FlowProcessingException;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.ConstraintViolationException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** {@code POST /flows/import}: the flows of a YAML file, or of a zip of them. It answers which ones failed. */
@Controller("/api/v1/main/flows/import")
@ExecuteOn(TaskExecutors.BLOCKING)
public class FlowImport {
    private final FlowSave flowSave;

    FlowImport(FlowSave flowSave) {
        this.flowSave = flowSave;
    }

    /** @throws IllegalArgumentException if a flow failed and {@code failOnError} is on; the others are imported. */
    @Post(consumes = MediaType.MULTIPART_FORM_DATA)
    public List<String> importFlows(
        @Part CompletedFileUpload fileUpload, @QueryValue(defaultValue = "false") boolean failOnError
    ) throws IOException {
        String name = fileUpload.getFilename();
        List<String> failed = new ArrayList<>();
        try (InputStream content = fileUpload.getInputStream()) {
            if (name.endsWith(".zip")) {
                importZip(content, failed);
            } else {
                importYaml(name, text(content), failed);
            }
        }
        if (failOnError && !failed.isEmpty()) {
            throw new IllegalArgumentException(
                "Following invalid flows were not imported: " + String.join(", ", failed));
        }
        return failed;
    }

    private void importZip(InputStream content, List<String> failed) throws IOException {
        ZipInputStream zip = new ZipInputStream(content);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".yml") || entry.getName().endsWith(".yaml")) {
                importYaml(entry.getName(), text(zip), failed);
            }
        }
    }

    private void importYaml(String file, String yaml, List<String> failed) {
        List<String> documents = FlowDocuments.split(yaml);
        for (int number = 0; number < documents.size(); number++) {
            try {
                flowSave.save(documents.get(number));
            } catch (FlowProcessingException | ConstraintViolationException invalid) {
                failed.add(file + "(flow number: " + number + ")");
            }
        }
    }

    private static String text(InputStream content) throws IOException {
        return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
}
