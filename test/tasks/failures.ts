import assert from 'node:assert/strict';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { ExecutionComparison } from '../../src/operations/compareExecutions.ts';
import type { FailureDossier } from '../../src/operations/explainFailure.ts';
import type { KillResult } from '../../src/operations/kill.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import { newestExecution } from './newestExecution.ts';
import { only, type Executions, type Replayed } from './results.ts';
import { defineTask, type Task } from './task.ts';

const imports = (store: string): string => `
id: order-import
tasks:
  - id: download
    type: io.kestra.plugin.core.log.Log
    message: 3 files
  - id: store
${store}
`;
const BREAKS = `    type: io.kestra.plugin.core.execution.Fail
    errorMessage: table orders is locked`;
const WORKS = `    type: io.kestra.plugin.core.log.Log
    message: stored`;

const EXPORT = `
id: invoice-export
tasks:
  - id: send
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: mail server does not answer
`;

const parent = (task: string): string => `
id: parent
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: $NS
    flowId: ${task}
    wait: true
    transmitFailed: true
`;

const SLOW = `
id: slow
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;

/** Of each flow one execution that failed. */
const FAILED = ['order-import', 'invoice-export'] as const;

export const FAILURES: readonly Task[] = [
  defineTask({
    says: "Rerun last night's failed order import in $NS from the failing task.",
    flows: [imports(BREAKS), EXPORT],
    async given(stage) {
      const [failed] = await Promise.all(FAILED.map((flowId) => stage.started(flowId, 'FAILED')));
      return failed;
    },
    calls: ['list_executions', 'restart_execution'],
    async solve(agent, { namespace }) {
      const search = { namespace, state: ['FAILED'], time_range: 'P1D' };
      const { executions } = await agent.call<Executions>('list_executions', search);
      const failed = only(executions.filter(({ flowId }) => flowId.includes('order')));
      return agent.call<ExecutionSummary>('restart_execution', { execution_id: failed.id });
    },
    async check(stage, { facts }) {
      const { state, taskRunList = [] } = await stage.until(facts?.id ?? '', 'FAILED');
      assert.ok(state.histories.some((entry) => entry.state === 'RESTARTED'));
      // What had succeeded was kept: the same task run, not another one.
      assert.equal(taskRunList[0]?.id, facts?.taskRunList?.[0]?.id);
      assert.equal((await stage.logs(facts?.id ?? '')).filter((line) => line === '3 files').length, 1);
    },
  }),

  defineTask({
    says: 'Why did the last order import of $NS fail, and has it failed like this before?',
    flows: [imports(WORKS)],
    async given(stage) {
      const good = await stage.started('order-import', 'SUCCESS');
      await stage.save(imports(BREAKS));
      await stage.started('order-import', 'FAILED');
      await stage.started('order-import', 'FAILED');
      return good;
    },
    calls: ['list_executions', 'explain_failure'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, state: ['FAILED'] });
      return agent.call<FailureDossier>('explain_failure', { execution_id: id });
    },
    check(_stage, { facts, answer: { origin, log, history } }) {
      assert.equal(origin.taskId, 'store');
      assert.match(log.at(-1)?.message ?? '', /table orders is locked/);
      assert.equal(history.failuresInARow, 2);
      assert.equal(history.lastSuccess?.executionId, facts.id);
      assert.match(history.changesSince ?? '', /\+ .*errorMessage: table orders is locked/);
    },
  }),

  defineTask({
    says: 'The execution of parent in $NS failed, but parent only calls other flows. Which task of which flow is to blame?',
    flows: [EXPORT, parent('invoice-export')],
    given: (stage) => stage.started('parent', 'FAILED'),
    calls: ['list_executions', 'explain_failure'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'parent', state: ['FAILED'] });
      return agent.call<FailureDossier>('explain_failure', { execution_id: id });
    },
    check(stage, { answer: { origin } }) {
      assert.deepEqual(
        [origin.namespace, origin.flowId, origin.taskId],
        [stage.namespace, 'invoice-export', 'send'],
      );
    },
  }),

  defineTask({
    says: "I have fixed order-import in $NS. Run yesterday's failed one again on the new version.",
    flows: [imports(BREAKS)],
    async given(stage) {
      const failed = await stage.started('order-import', 'FAILED');
      await stage.backdate(failed.id, 1);
      await stage.save(imports(WORKS));
      return failed;
    },
    calls: ['list_executions', 'replay_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, {
        namespace,
        flow_id: 'order-import',
        state: ['FAILED'],
        time_range: 'P2D',
      });
      return agent.call<Replayed>('replay_execution', { ids: [id], latest_revision: true });
    },
    async check(stage, { facts, answer }) {
      await stage.until(only(answer.results).execution.id, 'SUCCESS');
      await stage.until(facts.id, 'FAILED');
    },
  }),

  defineTask({
    says: 'order-import in $NS fails since its last change. Run the failed one again on the revision that still worked.',
    flows: [imports(WORKS)],
    async given(stage) {
      await stage.started('order-import', 'SUCCESS');
      await stage.save(imports(BREAKS));
      return stage.started('order-import', 'FAILED');
    },
    calls: ['list_executions', 'explain_failure', 'restart_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'order-import', state: ['FAILED'] });
      const { history } = await agent.call<FailureDossier>('explain_failure', { execution_id: id });
      const restart = { execution_id: id, revision: history.lastSuccess?.revision };
      return agent.call<ExecutionSummary>('restart_execution', restart);
    },
    async check(stage, { answer }) {
      await stage.until(answer.id, 'SUCCESS');
      const { flowRevision } = await stage.read<{ flowRevision: number }>(`executions/${answer.id}`);
      assert.equal(flowRevision, 1);
    },
  }),

  defineTask({
    says: 'Replay the last order import of $NS, but only from its task store on.',
    flows: [imports(WORKS)],
    given: (stage) => stage.started('order-import', 'SUCCESS'),
    calls: ['list_executions', 'get_execution', 'replay_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace });
      const { taskRuns } = await agent.call<ExecutionDetails>('get_execution', { execution_id: id });
      const store = taskRuns.find(({ taskId }) => taskId === 'store');
      const replay = { ids: [id], task_run_id: store?.id };
      return agent.call<Replayed>('replay_execution', replay);
    },
    async check(stage, { facts, answer }) {
      const { id } = only(answer.results).execution;
      assert.notEqual(id, facts.id);
      await stage.until(id, 'SUCCESS');
      assert.deepEqual(await stage.logs(id), ['stored']);
    },
  }),

  defineTask({
    says: 'Stop everything that runs in $NS, with what it has started.',
    flows: [SLOW, parent('slow')],
    given: (stage) => stage.started('parent', 'RUNNING'),
    calls: ['list_executions', 'kill_execution'],
    async solve(agent, { namespace }) {
      const search = { namespace, state: ['RUNNING'] };
      const { executions } = await agent.call<Executions>('list_executions', search);
      const top = only(executions.filter(({ parentExecutionId }) => parentExecutionId === undefined));
      return agent.call<KillResult>('kill_execution', { execution_id: top.id });
    },
    async check(stage, { facts, answer }) {
      assert.equal(answer.killed, true);
      assert.deepEqual(answer.stillRunning, []);
      await stage.until(facts.id, 'KILLED');
      const child = only(await stage.executions('slow'));
      assert.equal(child.state.current, 'KILLED');
    },
  }),

  defineTask({
    says: 'What is different in the failed order-import of $NS from the last one that worked?',
    flows: [imports(WORKS)],
    async given(stage) {
      await stage.started('order-import', 'SUCCESS');
      await stage.save(imports(BREAKS));
      return stage.started('order-import', 'FAILED');
    },
    calls: ['list_executions', 'compare_executions'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'order-import', state: ['FAILED'] });
      return agent.call<ExecutionComparison>('compare_executions', { execution_id: id });
    },
    check(_stage, { facts, answer }) {
      assert.deepEqual([answer.first.state, answer.second.state], ['SUCCESS', 'FAILED']);
      assert.equal(answer.second.id, facts.id);
      assert.match(answer.flowChanges ?? '', /\+ .*errorMessage: table orders is locked/);
      assert.ok(answer.tasks.some(({ taskId }) => taskId === 'store'));
    },
  }),
];
