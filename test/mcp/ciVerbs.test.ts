import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AbortResult } from '../../src/operations/abort.ts';
import type { RerunResult } from '../../src/operations/rerun.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  startExecution,
  untilState,
  type SeenExecution,
} from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';
import { failing, sleepy } from './support/flows.ts';

const build = (namespace: string): string => `
id: build
namespace: ${namespace}
tasks:
  - id: compile
    type: io.kestra.plugin.core.debug.Return
    format: compiled
  - id: checks
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: unit
        type: io.kestra.plugin.core.debug.Return
        format: "{{ outputs.compile.value }} and tested"
      - id: lint
        type: io.kestra.plugin.core.debug.Return
        format: linted
  - id: deploy
    type: io.kestra.plugin.core.log.Log
    message: deployed
`;

const calling = (namespace: string): string => `
id: calling
namespace: ${namespace}
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: sleepy
    wait: true
    transmitFailed: true
`;

const POLL_MS = 50;

const tasksOf = ({ taskRunList = [] }: SeenExecution): string[] => taskRunList.map(({ taskId }) => taskId);

for (const major of [1, 2] as const) {
  describe(`verbs of build servers, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`ci${major}`);
    let mcp: McpClient;
    let built: string;

    const ended = async (flowId: string, state: 'SUCCESS' | 'FAILED'): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId });
      await untilState(connection(), id, state);
      return id;
    };
    const running = async (flowId: string, taskId: string): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId });
      for (;;) {
        const { taskRunList = [] } = await readExecution(connection(), id);
        if (taskRunList.some((run) => run.taskId === taskId && run.state.current === 'RUNNING')) return id;
        await sleep(POLL_MS);
      }
    };
    const rerun = async (args: object): Promise<RerunResult> =>
      (await mcp.call<RerunResult>('rerun_execution', { ...args })).result;
    const abort = async (args: object): Promise<AbortResult> =>
      (await mcp.call<AbortResult>('abort_execution', { ...args })).result;

    before(async () => {
      for (const flow of [build, failing, sleepy, calling]) await createFlow(connection(), flow(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'ci,execution' }).start();
      built = await ended('build', 'SUCCESS');
    });
    after(() => mcp?.close());

    it('restart build: everything again, as a new execution', async () => {
      const before_ = await readExecution(connection(), built);
      const { execution, isNew } = await rerun({ execution_id: built, what: 'all' });
      assert.ok(isNew && execution.id !== built);
      const again = await untilState(connection(), execution.id, 'SUCCESS');
      assert.deepEqual(tasksOf(again).toSorted(), tasksOf(before_).toSorted());
      assert.deepEqual((await readExecution(connection(), built)).state, before_.state);
    });

    it('retry failed: in place', async () => {
      const id = await ended('failing', 'FAILED');
      const { execution, isNew } = await rerun({ execution_id: id, what: 'failed' });
      assert.deepEqual([execution.id, isNew], [id, false]);
      const { state } = await untilState(connection(), id, 'FAILED');
      assert.ok(state.histories.some((entry) => entry.state === 'RESTARTED'));
      const wrong = { execution_id: id, what: 'failed', latest_revision: true };
      assert.equal((await mcp.refused('rerun_execution', wrong)).code, 'INVALID');
    });

    it('restart job with downstream: from a task on', async () => {
      const { execution } = await rerun({ execution_id: built, what: 'from_task', task_id: 'lint' });
      const again = await untilState(connection(), execution.id, 'SUCCESS');
      assert.ok(['compile', 'unit', 'lint', 'deploy'].every((task) => tasksOf(again).includes(task)));
    });

    it('rerun a single job: stopped before what follows', async () => {
      const result = await rerun({ execution_id: built, what: 'only_task', task_id: 'lint' });
      assert.deepEqual(result.stopsBefore, ['deploy']);
      assert.deepEqual([result.taskRun?.taskId, result.taskRun?.state], ['lint', 'SUCCESS']);
      assert.match(result.note, /cannot run a task alone/);
      const now = await untilState(connection(), result.execution.id, 'BREAKPOINT');
      assert.ok(!now.taskRunList?.some((run) => run.taskId === 'deploy' && run.state.current === 'SUCCESS'));
      await mcp.call('kill_execution', { execution_id: result.execution.id });
    });

    it('rerun a single job: killed afterwards, if wanted', async () => {
      const args = { execution_id: built, what: 'only_task', task_id: 'unit', kill_after: true };
      const { execution, stopsBefore, taskRun } = await rerun(args);
      assert.deepEqual([execution.state, stopsBefore, taskRun?.state], ['KILLED', ['lint'], 'SUCCESS']);
    });

    it('rerun a single job: the last one runs to its end', async () => {
      const result = await rerun({ execution_id: built, what: 'only_task', task_id: 'deploy' });
      assert.equal(result.stopsBefore, undefined);
      await untilState(connection(), result.execution.id, 'SUCCESS');
    });

    it('rerun of a job that is not there tells those that are', async () => {
      const args = { execution_id: built, what: 'only_task', task_id: 'missing' };
      const { code, message } = await mcp.refused('rerun_execution', args);
      assert.equal(code, 'NOT_FOUND');
      assert.match(message, /missing/);
    });

    it('abort build: killed, once Kestra says so', async () => {
      const id = await running('sleepy', 'nap');
      assert.equal((await abort({ execution_id: id })).aborted, true);
      assert.equal((await readExecution(connection(), id)).state.current, 'KILLED');
    });

    it('abort a single job: its subflow is killed, and nothing else by us', async () => {
      const id = await running('calling', 'call');
      const result = await untilAborted(abort, { execution_id: id, task_id: 'call' });
      assert.equal(result.aborted, true);
      assert.deepEqual(
        result.killed.map(({ flowId, state }) => [flowId, state]),
        [['sleepy', 'KILLED']],
      );
    });

    it('abort a single job that is no subflow: nothing is stopped, the choices are told', async () => {
      const id = await running('sleepy', 'nap');
      const { aborted, choices = [] } = await abort({ execution_id: id, task_id: 'nap' });
      assert.equal(aborted, false);
      assert.deepEqual(
        choices.map(({ tool }) => tool),
        ['pause_execution', 'kill_execution', 'change_taskrun_state'],
      );
      assert.equal((await readExecution(connection(), id)).state.current, 'RUNNING');
      await abort({ execution_id: id });
    });

    it('abort of what has ended is told as such', async () => {
      assert.equal((await mcp.refused('abort_execution', { execution_id: built })).code, 'CONFLICT');
    });

    it('all of them are refused without the right to trigger', async () => {
      const env = { KESTRA_MCP_TOOLSET: 'all' };
      const reader = await new McpClient({ ...connection(), access: 'read' }, env).start();
      const id = await running('sleepy', 'nap');
      const calls: [string, object][] = [
        ...['all', 'failed', 'from_task', 'only_task'].map((what): [string, object] => [
          'rerun_execution',
          { execution_id: built, what, task_id: 'lint' },
        ]),
        ['abort_execution', { execution_id: id }],
        ['abort_execution', { execution_id: id, task_id: 'nap' }],
        ['replay_execution', { ids: [built] }],
        ['restart_execution', { execution_id: built }],
        ['kill_execution', { execution_id: id }],
      ];
      for (const [tool, args] of calls) {
        const { code, message } = await reader.refused(tool, { ...args });
        assert.equal(code, 'REFUSED', tool);
        assert.match(message, /needs the access level 'operate'/, tool);
      }
      assert.equal((await readExecution(connection(), id)).state.current, 'RUNNING');
      await reader.close();
      await abort({ execution_id: id });
    });
  });
}

/** The subflow of a task that runs may not have been started yet: then the choices are told, and nothing happens. */
async function untilAborted(
  abort: (args: object) => Promise<AbortResult>,
  args: object,
): Promise<AbortResult> {
  for (;;) {
    const result = await abort(args);
    if (result.choices === undefined) return result;
    await sleep(POLL_MS);
  }
}
