package dev.kestramcp.engine.executions;

import io.kestra.core.exceptions.IllegalVariableEvaluationException;
import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.TaskRun;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.runners.RunContext;
import io.kestra.core.runners.RunContextFactory;
import io.kestra.core.runners.SecureVariableRendererFactory;
import io.kestra.core.runners.VariableRenderer;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * {@code POST /executions/{id}/eval[/{taskRunId}]}: render a Pebble expression; a failure is a 200 with its error.
 * Variables are not decrypted and secrets are masked: an expression could print them.
 */
@Controller("/api/v1/main/executions/{executionId}/eval")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionEval {
    private final Executions executions;
    private final FlowRepositoryInterface flows;
    private final RunContextFactory runContexts;
    private final VariableRenderer renderer;

    ExecutionEval(
        Executions executions,
        FlowRepositoryInterface flows,
        RunContextFactory runContexts,
        SecureVariableRendererFactory renderers
    ) {
        this.executions = executions;
        this.flows = flows;
        this.runContexts = runContexts;
        this.renderer = renderers.createOrGet();
    }

    @Post(consumes = MediaType.TEXT_PLAIN)
    public EvalResult evalExpression(String executionId, @Body String expression) {
        Execution execution = executions.get(executionId);
        Flow flow = flows.findByExecutionWithoutAcl(execution);
        return render(runContexts.of(flow, execution, false), expression);
    }

    @Post(uri = "/{taskRunId}", consumes = MediaType.TEXT_PLAIN)
    public EvalResult evalTaskRunExpression(String executionId, String taskRunId, @Body String expression)
        throws InternalException {
        Execution execution = executions.get(executionId);
        TaskRun taskRun = execution.findTaskRunByTaskRunId(taskRunId);
        Flow flow = flows.findByExecutionWithoutAcl(execution);
        return render(
            runContexts.of(
                flow, flow.findTaskByTaskId(taskRun.getTaskId()), execution, taskRun, false, renderer),
            expression
        );
    }

    private static EvalResult render(RunContext context, String expression) {
        try {
            return new EvalResult(context.render(expression), null, null);
        } catch (IllegalVariableEvaluationException e) {
            StringWriter stackTrace = new StringWriter();
            e.printStackTrace(new PrintWriter(stackTrace));
            return new EvalResult(null, e.getMessage(), stackTrace.toString());
        }
    }

    public record EvalResult(String result, String error, String stackTrace) {
    }
}
