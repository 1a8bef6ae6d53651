package dev.kestramcp.engine.namespaces;

import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.flows.FlowSave;
import dev.kestramcp.engine.http.ZipFile;
import io.kestra.core.exceptions.FlowProcessingException;
import io.kestra.core.models.FetchVersion;
import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.services.FlowService;
import io.kestra.core.storages.FileAttributes;
import io.kestra.core.storages.Namespace;
import io.kestra.core.storages.NamespaceFactory;
import io.kestra.core.storages.NamespaceFile;
import io.kestra.core.storages.NamespaceFileAttributes;
import io.kestra.core.storages.StorageInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code /namespaces/{namespace}/files}; storage and revisions are the engine's. */
@Controller("/api/v1/main/namespaces/{namespace}/files")
@ExecuteOn(TaskExecutors.BLOCKING)
public class NamespaceFiles {
    /** A file uploaded below it is a flow; it cannot be read there. */
    private static final String FLOWS = "/_flows";

    private final NamespaceFactory namespaces;
    private final StorageInterface storage;
    private final FlowService flowService;
    private final FlowSave flowSave;

    NamespaceFiles(
        NamespaceFactory namespaces, StorageInterface storage, FlowService flowService, FlowSave flowSave
    ) {
        this.namespaces = namespaces;
        this.storage = storage;
        this.flowService = flowService;
        this.flowSave = flowSave;
    }

    @Get("/search")
    public List<String> searchNamespaceFiles(String namespace, @QueryValue String q) throws IOException {
        List<NamespaceFile> found = q.isEmpty() ? files(namespace).all() : files(namespace).all(q);
        return found.stream().map(file -> "/" + file.path()).sorted().toList();
    }

    @Get(produces = MediaType.APPLICATION_OCTET_STREAM)
    public StreamedFile getFileContent(
        String namespace, @QueryValue String path, @Nullable @QueryValue Integer revision
    ) throws IOException {
        return new StreamedFile(
            files(namespace).getFileContent(readable(path), revision), MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }

    @Get("/revisions")
    public List<Revision> getFileRevisions(String namespace, @QueryValue String path) throws IOException {
        QueryFilter file = new QueryFilter(QueryFilter.Field.PATH, QueryFilter.Op.EQUALS, readable(path).toString());
        List<NamespaceFile> versions = files(namespace)
            .find(Pageable.UNPAGED, List.of(file), false, FetchVersion.ALL);
        if (versions.isEmpty()) {
            throw new FileNotFoundException("File not found: " + path);
        }
        return versions.stream().map(NamespaceFile::version).sorted().map(Revision::new).toList();
    }

    @Get("/stats")
    public FileAttributes getFileMetadatas(String namespace, @QueryValue String path) throws IOException {
        return files(namespace).getFileMetadata(readable(path));
    }

    @Get("/directory")
    public List<FileAttributes> listNamespaceDirectoryFiles(
        String namespace, @QueryValue(defaultValue = "/") String path
    ) throws IOException {
        Path directory = readable(path);
        Namespace files = files(namespace);
        boolean isRoot = path.equals("/");
        if (!isRoot && !files.exists(directory)) {
            throw new FileNotFoundException("Directory not found: " + path);
        }
        return files.children(directory.toString(), false).stream()
            .<FileAttributes>map(NamespaceFileAttributes::new)
            .toList();
    }

    @Post("/directory")
    public void createNamespaceDirectory(String namespace, @QueryValue String path) throws IOException {
        files(namespace).createDirectory(readable(path));
    }

    @Post(consumes = MediaType.MULTIPART_FORM_DATA)
    public void createNamespaceFile(String namespace, @QueryValue String path, @Part CompletedFileUpload fileContent)
        throws IOException, URISyntaxException, FlowProcessingException {
        if (path.startsWith(FLOWS)) {
            flowSave.save(new String(fileContent.getBytes(), StandardCharsets.UTF_8));
            return;
        }
        files(namespace).putFile(readable(path), fileContent.getInputStream());
    }

    /** All files of the namespace, and its flows as YAML. */
    @Get(uri = "/export", produces = MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> exportNamespaceFiles(String namespace) throws IOException {
        ZipFile zip = new ZipFile();
        for (NamespaceFile file : files(namespace).all()) {
            try (InputStream content = files(namespace).getFileContent(Path.of("/" + file.path()))) {
                zip.add(file.path(), content.readAllBytes());
            }
        }
        for (FlowWithSource flow : flowService.findByNamespaceWithSource(Tenant.MAIN, namespace)) {
            zip.add(FLOWS.substring(1) + "/" + flow.getId() + ".yml", flow.getSource());
        }
        return zip.response(namespace + "_files.zip");
    }

    @Put
    public void moveFileDirectory(String namespace, @QueryValue String from, @QueryValue String to) throws Exception {
        files(namespace).move(readable(from), readable(to));
    }

    @Delete
    public void deleteFileDirectory(String namespace, @QueryValue String path) throws IOException {
        files(namespace).delete(readable(path));
    }

    public record Revision(int revision) {
    }

    private Namespace files(String namespace) {
        return namespaces.of(Tenant.MAIN, namespace, storage);
    }

    /** @throws IllegalArgumentException for a path out of the namespace or into its flows. */
    private static Path readable(String path) {
        if (path.contains("..")) {
            throw new IllegalArgumentException(
                "File should be accessed with their full path and not using relative '..' path.");
        }
        if (path.startsWith(FLOWS)) {
            throw new IllegalArgumentException("Forbidden path: " + path);
        }
        // As in Kestra 1.3 the path is encoded once more: a space ends up as a plus sign.
        return Path.of(URI.create(URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/")).getPath());
    }
}
