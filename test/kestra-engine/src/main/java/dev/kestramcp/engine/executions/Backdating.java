package dev.kestramcp.engine.executions;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.TaskRun;
import io.kestra.core.models.flows.State;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Not part of Kestra's API: makes an execution look older, so that a test can meet an approval that has waited longer
 * than the searches look back. Meant for executions that rest: paused or finished.
 */
@Controller("/engine/executions/{executionId}/backdate")
@ExecuteOn(TaskExecutors.BLOCKING)
public class Backdating {
    private final Executions executions;

    Backdating(Executions executions) {
        this.executions = executions;
    }

    @Post
    public Optional<Execution> backdate(String executionId, @QueryValue int days) {
        Duration age = Duration.ofDays(days);
        return executions.find(executionId).map(execution -> {
            List<TaskRun> taskRuns = execution.getTaskRunList() == null ? null : execution.getTaskRunList().stream()
                .map(run -> run.toBuilder().state(older(run.getState(), age)).build())
                .toList();
            Execution older = execution.toBuilder()
                .state(older(execution.getState(), age))
                .taskRunList(taskRuns)
                .build();
            return executions.save(execution, older);
        });
    }

    private static State older(State state, Duration age) {
        List<State.History> histories = state.getHistories().stream()
            .map(entry -> new State.History(entry.getState(), entry.getDate().minus(age)))
            .toList();
        return State.of(state.getCurrent(), histories);
    }
}
