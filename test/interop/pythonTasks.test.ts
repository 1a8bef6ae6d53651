import assert from 'node:assert/strict';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { approval, failing, sleepy } from '../mcp/support/flows.ts';
import { PythonClient } from './pythonClient.ts';
import { GENERATIONS, INSTALL_LIMIT_MS, pythonPackages } from './pythonPackages.ts';

interface RunTask {
  taskId: string;
  /** As the client came to know them; a quick one it may miss. */
  statuses: string[];
  result: {
    structuredContent: { id: string; state: string; outputs?: object; failure?: { taskId: string } };
  };
  asked: { _meta?: Record<string, unknown>; requestedSchema: { properties: object } }[];
  listed: boolean;
}

/** The later generation has given up tasks of 2025-11-25: its plain calls are in pythonClients.test.ts. */
const [generation] = GENERATIONS;

for (const [title, script] of [
  [generation.mcp, 'officialClient.py'],
  [generation.fastMcp, 'fastMcpClient.py'],
] as const) {
  for (const major of [1, 2] as const) {
    describe(`tasks of the Python client ${title} on Kestra ${major}.x`, function () {
      this.timeout(INSTALL_LIMIT_MS);
      const connection = withKestra(major);
      const namespace = ownNamespace(`pytasks${major}`);
      let client: PythonClient;

      before(async function () {
        this.timeout(INSTALL_LIMIT_MS);
        const packages = await pythonPackages(generation);
        for (const flow of [approval, failing, sleepy]) await createFlow(connection(), flow(namespace));
        client = new PythonClient(script, packages, connection());
        if (script === 'officialClient.py') await client.ask('initialize');
      });
      after(() => client?.kill());

      const run = (flow_id: string, cancel = false): Promise<RunTask> =>
        client.ask('run_task', { name: 'execute_flow', arguments: { namespace, flow_id }, cancel });

      it('are asked for what they need, and completed', async () => {
        const { taskId, statuses, result, asked, listed } = await run('approval');
        // Who polls may miss that it waited: the question comes by itself, and is answered at once.
        assert.equal(statuses.at(-1), 'completed');
        const { id, state, outputs } = result.structuredContent;
        assert.deepEqual([id, state, outputs], [taskId, 'SUCCESS', { decision: 'from Python true high' }]);
        assert.equal(asked.length, 1);
        assert.deepEqual(asked[0]?._meta?.['io.modelcontextprotocol/related-task'], { taskId });
        assert.ok(listed);
      });

      it('tell a failure', async () => {
        const { statuses, result } = await run('failing');
        assert.equal(statuses.at(-1), 'completed');
        assert.equal(result.structuredContent.state, 'FAILED');
        assert.equal(result.structuredContent.failure?.taskId, 'broken');
      });

      it('are cancelled', async () => {
        const { statuses, result } = await run('sleepy', true);
        assert.equal(statuses.at(-1), 'cancelled');
        assert.equal(result.structuredContent.state, 'KILLED');
      });

      it('are refused where there is nothing to begin', async () => {
        await assert.rejects(run('no-such-flow'), /Flow is not found.*search_flows/);
      });
    });
  }
}
