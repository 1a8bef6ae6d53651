package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.storage.FileMetas;
import io.kestra.core.runners.LocalPath;
import io.kestra.core.runners.LocalPathFactory;
import io.kestra.core.storages.Namespace;
import io.kestra.core.storages.NamespaceFactory;
import io.kestra.core.storages.StorageContext;
import io.kestra.core.storages.StorageInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * {@code /executions/{id}/file}: the files an execution made. A file of another execution redirects to that one; any
 * other place of the storage is refused.
 */
@Controller("/api/v1/main/executions/{executionId}/file")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionFiles {
    private final Executions executions;
    private final StorageInterface storage;
    private final NamespaceFactory namespaces;
    private final LocalPathFactory localPaths;

    ExecutionFiles(
        Executions executions, StorageInterface storage, NamespaceFactory namespaces, LocalPathFactory localPaths
    ) {
        this.executions = executions;
        this.storage = storage;
        this.namespaces = namespaces;
        this.localPaths = localPaths;
    }

    @Get(produces = MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<?> downloadFileFromExecution(String executionId, @QueryValue URI path) throws IOException {
        Execution execution = execution(executionId);
        if (isElsewhere(execution, path)) {
            return HttpResponse.redirect(placeOf(path, "/file?path="));
        }
        String name = Path.of(path.getPath()).getFileName().toString();
        StreamedFile file = new StreamedFile(open(execution, path), MediaType.APPLICATION_OCTET_STREAM_TYPE);
        return HttpResponse.ok(file.attach(name));
    }

    @Get("/metas")
    public HttpResponse<?> getFileMetadatasFromExecution(String executionId, @QueryValue URI path)
        throws IOException {
        Execution execution = execution(executionId);
        if (isElsewhere(execution, path)) {
            return HttpResponse.redirect(placeOf(path, "/file/metas?path="));
        }
        return HttpResponse.ok(FileMetas.builder().size(size(execution, path)).build());
    }

    @Get("/preview")
    public FilePreview previewFileFromExecution(
        String executionId,
        @QueryValue URI path,
        @Nullable @QueryValue Integer maxRows,
        @QueryValue(defaultValue = "UTF-8") String encoding
    ) throws IOException {
        Execution execution = execution(executionId);
        isElsewhere(execution, path);
        Charset charset = FilePreview.charset(encoding);
        try (InputStream content = open(execution, path)) {
            return FilePreview.of(path, content, charset, maxRows);
        }
    }

    private Execution execution(String id) {
        return executions.find(id)
            .orElseThrow(() -> new NoSuchElementException("Unable to find execution id '" + id + "'"));
    }

    /** @throws IllegalArgumentException for a place that belongs to no execution. */
    private static boolean isElsewhere(Execution execution, URI path) {
        boolean isLocal = LocalPath.FILE_SCHEME.equals(path.getScheme());
        boolean isNamespaceFile = Namespace.NAMESPACE_FILE_SCHEME.equals(path.getScheme());
        String own = StorageContext.forExecution(execution).getExecutionStorageURI().getPath();
        if (isLocal || isNamespaceFile || path.getPath().startsWith(own)) {
            return false;
        }
        if (StorageContext.extractExecutionId(path).isEmpty()) {
            throw new IllegalArgumentException("Invalid prefix path");
        }
        return true;
    }

    private static URI placeOf(URI path, String route) {
        String owner = StorageContext.extractExecutionId(path).orElseThrow();
        return URI.create("/api/v1/" + Tenant.MAIN + "/executions/" + owner + route + path);
    }

    private InputStream open(Execution execution, URI path) throws IOException {
        return switch (path.getScheme()) {
            case LocalPath.FILE_SCHEME -> localPaths.createLocalPath().get(path);
            case Namespace.NAMESPACE_FILE_SCHEME -> namespace(execution).getFileContent(Path.of(path.getPath()));
            default -> storage.get(Tenant.MAIN, execution.getNamespace(), path);
        };
    }

    private long size(Execution execution, URI path) throws IOException {
        return switch (path.getScheme()) {
            case LocalPath.FILE_SCHEME -> localPaths.createLocalPath().getAttributes(path).size();
            case Namespace.NAMESPACE_FILE_SCHEME ->
                namespace(execution).getFileMetadata(Path.of(path.getPath())).getSize();
            default -> storage.getAttributes(Tenant.MAIN, execution.getNamespace(), path).getSize();
        };
    }

    private Namespace namespace(Execution execution) {
        return namespaces.of(Tenant.MAIN, execution.getNamespace(), storage);
    }
}
