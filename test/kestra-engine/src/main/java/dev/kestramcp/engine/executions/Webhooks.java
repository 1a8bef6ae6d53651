package dev.kestramcp.engine.executions;

import dev.kestramcp.engine.Tenant;
import io.kestra.core.exceptions.IllegalVariableEvaluationException;
import io.kestra.core.http.HttpRequest.StringRequestBody;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.FlowWithException;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.WebhookService;
import io.kestra.plugin.core.trigger.AbstractWebhookTrigger;
import io.kestra.plugin.core.trigger.WebhookContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;

import java.util.stream.Stream;

/** {@code /executions/webhook}: start a flow by the key of its webhook trigger, which also decides the answer. */
@Controller("/api/v1/main/executions/webhook/{namespace}/{id}/{key}")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
public class Webhooks {
    private final FlowRepositoryInterface flows;
    private final WebhookService webhooks;

    Webhooks(FlowRepositoryInterface flows, WebhookService webhooks) {
        this.flows = flows;
        this.webhooks = webhooks;
    }

    @Get
    @SingleResult
    public Publisher<HttpResponse<?>> triggerExecutionByGetWebhook(
        String namespace, String id, String key, HttpRequest<?> request
    ) throws Exception {
        return trigger(namespace, id, key, request, null);
    }

    @Post
    @SingleResult
    public Publisher<HttpResponse<?>> triggerExecutionByPostWebhook(
        String namespace, String id, String key, HttpRequest<?> request, @Nullable @Body String body
    ) throws Exception {
        return trigger(namespace, id, key, request, body);
    }

    @Put
    @SingleResult
    public Publisher<HttpResponse<?>> triggerExecutionByPutWebhook(
        String namespace, String id, String key, HttpRequest<?> request, @Nullable @Body String body
    ) throws Exception {
        return trigger(namespace, id, key, request, body);
    }

    private Publisher<HttpResponse<?>> trigger(
        String namespace, String id, String key, HttpRequest<?> request, @Nullable String body
    ) throws Exception {
        Flow flow = flow(namespace, id);
        AbstractWebhookTrigger webhook = webhooksOf(flow)
            .filter(it -> key.equals(renderedKey(flow, it)))
            .findFirst()
            .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "Webhook not found"));
        WebhookContext context = WebhookContext.builder()
            .request(io.kestra.core.http.HttpRequest.of(
                request.getUri(),
                request.getMethodName(),
                body == null ? null : StringRequestBody.of(body),
                request.getHeaders().asMap()))
            .flow(flow)
            .trigger(webhook)
            .webhookService(webhooks)
            .build();
        return webhook.evaluate(context).map(answer ->
            HttpResponse.status(HttpStatus.valueOf(answer.getStatus().getCode())).body(answer.getBody()));
    }

    private Flow flow(String namespace, String id) {
        Flow flow = flows.findById(Tenant.MAIN, namespace, id)
            .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "Flow not found"));
        if (flow.isDisabled()) {
            throw new IllegalStateException("Cannot execute a disabled flow");
        }
        if (flow instanceof FlowWithException broken) {
            throw new IllegalStateException("Cannot execute an invalid flow: " + broken.getException());
        }
        return flow;
    }

    private static Stream<AbstractWebhookTrigger> webhooksOf(Flow flow) {
        return flow.getTriggers() == null
            ? Stream.empty()
            : flow.getTriggers().stream()
                .filter(AbstractWebhookTrigger.class::isInstance)
                .map(AbstractWebhookTrigger.class::cast);
    }

    /** A key that cannot be rendered matches nothing. */
    @Nullable
    private String renderedKey(Flow flow, AbstractWebhookTrigger webhook) {
        try {
            return webhooks.runContext(flow, webhook).render(webhook.getKey()).trim();
        } catch (IllegalVariableEvaluationException e) {
            return null;
        }
    }
}
