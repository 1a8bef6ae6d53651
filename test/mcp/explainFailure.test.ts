import assert from 'node:assert/strict';
import type { FailureDossier } from '../../src/operations/explainFailure.ts';
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
  describe(`explain_failure on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`why${major}`);
    let mcp: McpClient;
    let works: string;
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
      await run('FAILED');
      broken = await run('FAILED');
      mcp = await new McpClient(connection()).start();
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
      assert.match(result.history.changesSince ?? '', /^\+.*errorMessage: column price is missing$/m);
      assert.ok(textOf(raw).length < 6_000);
    });

    it('has nothing to explain where nothing failed', async () => {
      const error = await mcp.refused('explain_failure', { execution_id: works });
      assert.equal(error.code, 'CONFLICT');
      assert.match(error.message, /is SUCCESS: it did not fail/);
    });
  });
}
