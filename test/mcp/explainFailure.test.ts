import assert from 'node:assert/strict';
import type { ExecutionComparison } from '../../src/operations/compareExecutions.ts';
import type { FailureDossier } from '../../src/operations/explainFailure.ts';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';

const child = (namespace: string, then: string): string => `
id: child
namespace: ${namespace}
tasks:
  - id: load
    type: io.kestra.plugin.core.log.Log
    message: loading
${then}
`;
const WORKS = '  - id: check\n    type: io.kestra.plugin.core.log.Log\n    message: fine';
const BREAKS =
  '  - id: check\n    type: io.kestra.plugin.core.execution.Fail\n    errorMessage: column price is missing';
const parent = (namespace: string): string => `
id: parent
namespace: ${namespace}
inputs:
  - id: day
    type: STRING
    defaults: monday
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: child
    wait: true
    transmitFailed: true
`;

for (const major of [1, 2] as const) {
  describe(`why an execution failed, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`why${major}`);
    let mcp: McpClient;
    let works: string;
    let brokenBefore: string;
    let broken: string;

    before(async function () {
      this.timeout(60_000);
      const run = async (state: 'SUCCESS' | 'FAILED'): Promise<string> => {
        const id = await startExecution(connection(), { namespace, flowId: 'parent' });
        await untilState(connection(), id, state);
        return id;
      };
      await createFlow(connection(), child(namespace, WORKS));
      await createFlow(connection(), parent(namespace));
      works = await run('SUCCESS');
      await createFlow(connection(), child(namespace, BREAKS));
      brokenBefore = await run('FAILED');
      broken = await run('FAILED');
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'default,execution' }).start();
    });
    after(() => mcp?.close());

    it('finds the task in the subflow, its YAML, its words, and what changed', async () => {
      const { result, raw } = await mcp.call<FailureDossier>('explain_failure', { execution_id: broken });
      assert.equal(result.execution.id, broken);
      assert.deepEqual(result.execution.allowed, ['restart', 'replay']);
      assert.deepEqual([result.origin.flowId, result.origin.taskId], ['child', 'check']);
      assert.deepEqual(result.path, [broken, result.origin.executionId]);
      assert.match(
        result.origin.task ?? '',
        /^ {2}- id: check\n[\s\S]*errorMessage: column price is missing$/,
      );
      assert.match(result.log.map(({ message }) => message).join('\n'), /column price is missing/);
      assert.equal(result.history.failuresInARow, 2);
      assert.ok(result.history.lastSuccess !== undefined);
      assert.equal(result.history.lastSuccess.revision, 1);
      assert.match(result.history.changesSince ?? '', /^\+.*errorMessage: column price is missing$/m);
      assert.ok(textOf(raw).length < 6_000);
    });

    it('tells that it failed so before, and how long both took', async () => {
      const { origin, history } = (
        await mcp.call<FailureDossier>('explain_failure', { execution_id: broken })
      ).result;
      assert.deepEqual([history.previousFailure?.taskId, history.previousFailure?.sameTask], ['check', true]);
      const parents = await mcp.call<{ executions: ExecutionSummary[] }>('list_executions', {
        parent_execution_id: brokenBefore,
      });
      assert.equal(history.previousFailure?.executionId, parents.result.executions[0]?.id);
      assert.ok(origin.seconds !== undefined && history.lastSuccess?.seconds !== undefined);
    });

    it('get_execution leads to the subflow that failed', async () => {
      const { result } = await mcp.call<ExecutionDetails>('get_execution', { execution_id: broken });
      assert.equal(result.subflows?.total, 1);
      const [subflow] = result.subflows?.executions ?? [];
      assert.deepEqual([subflow?.flowId, subflow?.state, subflow?.taskId], ['child', 'FAILED', 'call']);
    });

    it('compare_executions tells what differs from the last success', async () => {
      const { origin } = (await mcp.call<FailureDossier>('explain_failure', { execution_id: broken })).result;
      const args = { execution_id: origin.executionId };
      const { result, raw } = await mcp.call<ExecutionComparison>('compare_executions', args);
      assert.deepEqual([result.first.state, result.second.state], ['SUCCESS', 'FAILED']);
      assert.deepEqual(
        result.tasks.map(({ taskId, first, second }) => [taskId, first?.state, second?.state]),
        [['check', 'SUCCESS', 'FAILED']],
      );
      assert.equal(result.tasksAlike, 1);
      assert.match(result.flowChanges ?? '', /^\+.*errorMessage: column price is missing$/m);
      assert.match(result.second.errors.join(), /column price is missing/);
      assert.deepEqual(result.first.errors, []);
      assert.ok(textOf(raw).length < 6_000);
    });

    it('compare_executions tells the inputs that differ', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'parent' }, { day: 'friday' });
      await untilState(connection(), id, 'FAILED');
      const args = { execution_id: id, other_execution_id: broken };
      const { result } = await mcp.call<ExecutionComparison>('compare_executions', args);
      assert.deepEqual([result.first.inputs, result.second.inputs], [{ day: 'monday' }, { day: 'friday' }]);
      assert.equal(result.flowChanges, undefined);
    });

    it('compare_executions needs something to compare with', async () => {
      const missing = { execution_id: works, other_execution_id: 'missing' };
      assert.equal((await mcp.refused('compare_executions', missing)).code, 'NOT_FOUND');
      const first = await mcp.refused('compare_executions', { execution_id: works });
      assert.match(first.message, /has not succeeded before/);
    });

    it('has nothing to explain where nothing failed', async () => {
      const error = await mcp.refused('explain_failure', { execution_id: works });
      assert.equal(error.code, 'CONFLICT');
      assert.match(error.message, /is SUCCESS: it did not fail/);
    });
  });
}
