package dev.kestramcp.engine.kv;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kestramcp.engine.Tenant;
import dev.kestramcp.engine.http.FlatFilters;
import dev.kestramcp.engine.http.PagedResults;
import dev.kestramcp.engine.http.Paging;
import io.kestra.core.exceptions.ResourceExpiredException;
import io.kestra.core.models.kv.KVType;
import io.kestra.core.models.namespaces.NamespaceInterface;
import io.kestra.core.repositories.KvMetadataRepositoryInterface;
import io.kestra.core.serializers.JacksonMapper;
import io.kestra.core.storages.StorageInterface;
import io.kestra.core.storages.kv.InternalKVStore;
import io.kestra.core.storages.kv.KVEntry;
import io.kestra.core.storages.kv.KVMetadata;
import io.kestra.core.storages.kv.KVStore;
import io.kestra.core.storages.kv.KVValueAndMetadata;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.validation.Validated;
import jakarta.validation.constraints.Min;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** The key-value store of the namespaces; storage, versions and expiry are the engine's. */
@Validated
@Controller("/api/v1/main")
@ExecuteOn(TaskExecutors.BLOCKING)
public class KvController {
    private final StorageInterface storage;
    private final KvMetadataRepositoryInterface metadata;

    KvController(StorageInterface storage, KvMetadataRepositoryInterface metadata) {
        this.storage = storage;
        this.metadata = metadata;
    }

    @Get("/kv")
    public PagedResults<KVEntry> listAllKeys(
        @QueryValue(defaultValue = "1") @Min(1) int page,
        @QueryValue(defaultValue = "10") @Min(1) int size,
        @Nullable @QueryValue List<String> sort,
        @RequestBean FlatFilters filters
    ) {
        return PagedResults.of(metadata
            .find(Paging.of(page, size, sort), Tenant.MAIN, filters.orFilters(), false, false)
            .map(KVEntry::from));
    }

    @Get("/namespaces/{namespace}/kv")
    public List<KVEntry> listKeys(String namespace) throws IOException {
        return store(namespace).list();
    }

    /** The keys of the namespaces above this one. */
    @Get("/namespaces/{namespace}/kv/inheritance")
    public List<KVEntry> listKeysWithInheritance(String namespace) throws IOException {
        List<KVEntry> inherited = new ArrayList<>();
        for (String parent : NamespaceInterface.asTree(namespace)) {
            if (!parent.equals(namespace)) {
                inherited.addAll(store(parent).list());
            }
        }
        return inherited;
    }

    @Get("/namespaces/{namespace}/kv/{key}")
    public KvDetail getKeyValue(String namespace, String key) throws IOException, ResourceExpiredException {
        Object value = store(namespace).getValue(key).orElseThrow(() -> missing(namespace, key)).value();
        KVEntry entry = store(namespace).get(key).orElseThrow(() -> missing(namespace, key));
        return new KvDetail(KVType.from(value), value, entry.version(), entry.updateDate());
    }

    /** The body is Ion, a superset of JSON; text that is not stays text. */
    @Put(uri = "/namespaces/{namespace}/kv/{key}", consumes = MediaType.TEXT_PLAIN)
    public void setKeyValue(HttpHeaders headers, String namespace, String key, @Body String value)
        throws IOException {
        String ttl = headers.get("ttl");
        KVMetadata described = new KVMetadata(headers.get("description"), ttl == null ? null : Duration.parse(ttl));
        store(namespace).put(key, new KVValueAndMetadata(described, parse(value)));
    }

    @Delete("/namespaces/{namespace}/kv/{key}")
    public boolean deleteKeyValue(String namespace, String key) throws IOException {
        return store(namespace).delete(key);
    }

    @Delete("/namespaces/{namespace}/kv")
    public Keys deleteKeyValues(String namespace, @Body Keys request) throws IOException {
        List<String> deleted = new ArrayList<>();
        for (String key : request.keys()) {
            if (store(namespace).delete(key)) {
                deleted.add(key);
            }
        }
        return new Keys(deleted);
    }

    private KVStore store(String namespace) {
        return new InternalKVStore(Tenant.MAIN, namespace, storage, metadata);
    }

    private static Object parse(String value) {
        try {
            return JacksonMapper.ofIon().readTree(value);
        } catch (JsonProcessingException notIon) {
            return value;
        }
    }

    private static NoSuchElementException missing(String namespace, String key) {
        return new NoSuchElementException("No value found for key '" + key + "' in namespace '" + namespace + "'");
    }

    public record KvDetail(KVType type, @Nullable Object value, Integer revision, Instant updated) {
    }

    public record Keys(List<String> keys) {
    }
}
