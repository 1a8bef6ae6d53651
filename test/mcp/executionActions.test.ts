import assert from 'node:assert/strict';
import type { PauseResult } from '../../src/operations/pause.ts';
import type { DeletionResult } from '../../src/operations/deleteExecution.ts';
import type { TaskRunChangeResult } from '../../src/operations/changeState.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import { withKestra } from '../support/kestra.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  startExecution,
  untilState,
} from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { failing, greeting, limited } from './support/flows.ts';

const naps = (namespace: string): string => `
id: naps
namespace: ${namespace}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT1S
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: awake
`;

const stumbles = (namespace: string): string => `
id: stumbles
namespace: ${namespace}
tasks:
  - id: broken
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: no price list
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: went on
`;

for (const major of [1, 2] as const) {
  describe(`actions on executions, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`act${major}`);
    let mcp: McpClient;

    before(async () => {
      for (const flow of [greeting, naps, stumbles, limited, failing])
        await createFlow(connection(), flow(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
    });
    after(() => mcp?.close());

    const ended = async (flowId: string, state: 'SUCCESS' | 'FAILED' = 'SUCCESS'): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId });
      await untilState(connection(), id, state);
      return id;
    };

    describe('set_execution_labels', () => {
      interface Labelled {
        results: { executionId: string; labelled: boolean; labels?: object; error?: { code: string } }[];
      }
      const label = async (executionIds: string[], change: object): Promise<Labelled['results']> => {
        const args = { execution_ids: executionIds, ...change };
        return (await mcp.call<Labelled>('set_execution_labels', args)).result.results;
      };

      it('adds, changes and removes; the others stay', async () => {
        const executionId = await ended('greeting');
        await label([executionId], { labels: { team: 'data', env: 'test' } });
        const change = { labels: { env: 'prod', link: 'http://x' }, remove: ['team'] };
        assert.deepEqual(await label([executionId], change), [
          { executionId, labelled: true, labels: { env: 'prod', link: 'http://x' } },
        ]);
        const { labels = [] } = (await readExecution(connection(), executionId)) as {
          labels?: { key: string }[];
        };
        assert.ok(
          labels.some(({ key }) => key === 'system.correlationId'),
          "Kestra's own stay",
        );
      });

      it('tells the outcome of each', async () => {
        const outcomes = await label(['missing', await ended('greeting')], { labels: { a: 'b' } });
        assert.deepEqual(
          outcomes.map(({ labelled, error }) => [labelled, error?.code]),
          [
            [false, 'NOT_FOUND'],
            [true, undefined],
          ],
        );
      });

      it('refuses a running execution and labels of Kestra', async () => {
        const execution_ids = [await startExecution(connection(), { namespace, flowId: 'naps' })];
        const running = await mcp.refused('set_execution_labels', { execution_ids, labels: { a: 'b' } });
        assert.equal(running.code, 'CONFLICT');
        assert.match(running.message, /labelling is not possible/);
        const own = await mcp.refused('set_execution_labels', {
          execution_ids,
          labels: { 'system.from': 'x' },
        });
        assert.match(own.message, /Kestra alone sets the labels system\.from/);
      });
    });

    describe('change_execution_status', () => {
      it('gives another end', async () => {
        const execution_id = await ended('failing', 'FAILED');
        const { result } = await mcp.call<ExecutionSummary>('change_execution_status', {
          execution_id,
          status: 'WARNING',
        });
        assert.equal(result.state, 'WARNING');
        assert.equal((await readExecution(connection(), execution_id)).state.current, 'WARNING');
      });

      it('refuses states that are no end, and an execution that runs', async () => {
        const execution_id = await startExecution(connection(), { namespace, flowId: 'naps' });
        const status = 'RUNNING';
        const wrong = await mcp.refused('change_execution_status', { execution_id, status });
        assert.equal(wrong.code, 'INVALID');
        const early = await mcp.refused('change_execution_status', { execution_id, status: 'SUCCESS' });
        assert.equal(early.code, 'CONFLICT');
      });
    });

    describe('change_taskrun_state', () => {
      it('finds the failed task run, and the execution goes on after it', async () => {
        const execution_id = await ended('stumbles', 'FAILED');
        const { result } = await mcp.call<TaskRunChangeResult>('change_taskrun_state', {
          execution_id,
          state: 'WARNING',
        });
        assert.deepEqual([result.before.taskId, result.before.state], ['broken', 'FAILED']);
        const { taskRunList = [] } = await untilState(connection(), execution_id, 'WARNING', 'SUCCESS');
        assert.deepEqual(
          taskRunList.map(({ taskId, state }) => [taskId, state.current]),
          [
            ['broken', 'WARNING'],
            ['after', 'SUCCESS'],
          ],
        );
      });

      it('has no state that it would take by itself', async () => {
        const execution_id = await ended('stumbles', 'FAILED');
        assert.equal((await mcp.refused('change_taskrun_state', { execution_id })).code, 'INVALID');
        const unknown = { execution_id, state: 'SUCCESS', task_id: 'nope' };
        const error = await mcp.refused('change_taskrun_state', unknown);
        assert.match(error.message, /There is no run of task 'nope'/);
        assert.equal((await readExecution(connection(), execution_id)).state.current, 'FAILED');
      });

      it('refuses where nothing failed and none is named', async () => {
        const execution_id = await ended('greeting');
        const error = await mcp.refused('change_taskrun_state', { execution_id, state: 'SUCCESS' });
        assert.equal(error.code, 'NOT_FOUND');
      });
    });

    describe('pause_execution', () => {
      it('says paused when Kestra does, and the execution can be resumed', async () => {
        const execution_id = await startExecution(connection(), { namespace, flowId: 'naps' });
        await untilState(connection(), execution_id, 'RUNNING');
        const { result } = await mcp.call<PauseResult>('pause_execution', { execution_id });
        assert.deepEqual([result.paused, result.execution.state], [true, 'PAUSED']);
        await mcp.call('resume_execution', { execution_ids: [execution_id] });
        await untilState(connection(), execution_id, 'SUCCESS');
      });

      it('refuses what does not run', async () => {
        const error = await mcp.refused('pause_execution', { execution_id: await ended('greeting') });
        assert.equal(error.code, 'CONFLICT');
        assert.match(error.message, /is SUCCESS: pause is not possible/);
      });
    });

    describe('unqueue_execution', () => {
      it('lets one run past the limit, and ends another', async () => {
        const first = await startExecution(connection(), { namespace, flowId: 'limited' });
        await untilState(connection(), first, 'RUNNING');
        const queued: string[] = [];
        for (let count = 0; count < 2; count += 1) {
          const id = await startExecution(connection(), { namespace, flowId: 'limited' });
          await untilState(connection(), id, 'QUEUED');
          queued.push(id);
        }
        const states: string[] = [];
        for (const [index, state] of [undefined, 'CANCELLED'].entries()) {
          const args = { execution_id: queued[index], ...(state === undefined ? {} : { state }) };
          states.push((await mcp.call<ExecutionSummary>('unqueue_execution', args)).result.state);
        }
        assert.deepEqual(states, ['RUNNING', 'CANCELLED']);
        const again = await mcp.refused('unqueue_execution', { execution_id: first });
        assert.equal(again.code, 'CONFLICT');
        for (const id of [first, queued[0]]) await mcp.call('kill_execution', { execution_id: id });
      });
    });

    describe('delete_execution', () => {
      it('tells the impact first, and deletes when that is confirmed', async () => {
        const execution_id = await ended('failing', 'FAILED');
        const asked = await mcp.call<DeletionResult>('delete_execution', { execution_id });
        assert.equal(asked.result.deleted, false);
        assert.equal(asked.result.impact.taskRuns, 2);
        assert.ok(asked.result.impact.logLines >= 2);
        await untilState(connection(), execution_id, 'FAILED');
        const done = await mcp.call<DeletionResult>('delete_execution', { execution_id, confirm: true });
        assert.equal(done.result.deleted, true);
        assert.equal((await mcp.refused('get_execution', { execution_id })).code, 'NOT_FOUND');
        assert.equal((await mcp.refused('delete_execution', { execution_id })).code, 'NOT_FOUND');
      });

      it('refuses one that runs, however confirmed', async () => {
        const execution_id = await startExecution(connection(), { namespace, flowId: 'naps' });
        const error = await mcp.refused('delete_execution', { execution_id, confirm: true });
        assert.equal(error.code, 'CONFLICT');
        assert.match(error.hint ?? '', /kill_execution/);
        await readExecution(connection(), execution_id);
      });
    });

    it('each knows no execution that is not there', async () => {
      const execution_id = 'missing';
      for (const [tool, args] of [
        ['change_execution_status', { status: 'SUCCESS' }],
        ['change_taskrun_state', { state: 'SUCCESS' }],
        ['pause_execution', {}],
        ['unqueue_execution', {}],
        ['delete_execution', { confirm: true }],
        ['resume_from_breakpoint', {}],
        ['evaluate_expression', { expression: 'x' }],
        ['get_execution_metrics', {}],
      ] as const) {
        const error = await mcp.refused(tool, { execution_id, ...args });
        assert.equal(error.code, 'NOT_FOUND', tool);
        assert.match(error.message, /There is no execution 'missing'/);
      }
    });
  });
}
