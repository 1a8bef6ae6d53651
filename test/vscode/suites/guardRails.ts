import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ask,
  chooseInForm,
  lastToolResult,
  pressAllow,
  pressStop,
  scriptedAgent,
  waitForTurns,
  type ScriptedAgent,
} from '../support/chat.ts';
import { internals } from '../support/internals.ts';
import { kestra, type SeenExecution } from '../support/kestra.ts';
import { serverOutput, startMcpServer, stopMcpServer } from '../support/mcp.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { SERVER } from './agent.ts';
import { GREETING, NAMESPACE } from './flows.ts';

const NAPPING = `id: napping
namespace: ${NAMESPACE}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT300S
`;

type OnStop = 'leave' | 'kill';

/** What a person decides about the calls of an agent while they are under way. */
export function guardRailsSuite(): void {
  describeWithWindow('agent mode under the eyes of its user', () => {
    let agent: ScriptedAgent;

    before(async () => {
      for (const flow of [GREETING, NAPPING]) await kestra.saveFlow(flow);
      agent = await scriptedAgent();
      await setAccess('full');
    });
    after(() => setAccess('operate'));

    const askToDelete = async (): Promise<string> => {
      const { id } = await kestra.execute(`${NAMESPACE}/greeting`, 'SUCCESS', { name: 'you' });
      await ask(agent, 'Delete that execution', [
        { tool: 'mcp_kestra_delete_execution', input: { execution_id: id, confirm: true } },
        { text: 'That is what came of it.' },
      ]);
      await pressAllow();
      return id;
    };

    it('deletes what the user has agreed to in the form, and nothing before', async () => {
      const id = await askToDelete();
      await chooseInForm('Delete', async () => {
        await ui.screenshot('delete-form.png');
        assert.equal((await kestra.execution(id)).state.current, 'SUCCESS');
      });
      assert.match(lastToolResult(await waitForTurns(agent, 2)), /"deleted":true/);
      await assert.rejects(kestra.execution(id));
    });

    it('keeps what the user wants to keep', async () => {
      const id = await askToDelete();
      await chooseInForm('Keep');
      assert.match(lastToolResult(await waitForTurns(agent, 2)), /was not deleted: the user said no/);
      assert.equal((await kestra.execution(id)).state.current, 'SUCCESS');
    });

    const stopWhileItRuns = async (onStop: OnStop): Promise<SeenExecution> => {
      await setOnStop(onStop);
      const known = new Set((await kestra.executionsOf(`${NAMESPACE}/napping`)).map(({ id }) => id));
      const input = { namespace: NAMESPACE, flow_id: 'napping', wait_seconds: 50 };
      await ask(agent, 'Execute napping', [{ tool: 'mcp_kestra_execute_flow', input }, { text: 'Done.' }]);
      await pressAllow();
      let started: SeenExecution | undefined;
      await kestra.until(async () => {
        started = (await kestra.executionsOf(`${NAMESPACE}/napping`)).find(({ id }) => !known.has(id));
        return started?.state.current === 'RUNNING';
      });
      assert.ok(started);
      await pressStop();
      return started;
    };

    it('leaves alone what runs when the user presses Stop, and says so', async () => {
      const { id } = await stopWhileItRuns('leave');
      assert.match(await serverOutput(SERVER, id), new RegExp(`Execution ${id} of .* goes on`));
      assert.equal((await kestra.execution(id)).state.current, 'RUNNING');
      await kestra.kill(id);
    });

    it('kills what runs when the user presses Stop, where the setting says so', async () => {
      const { id } = await stopWhileItRuns('kill');
      await kestra.waitFor(id, 'KILLED');
      assert.match(await serverOutput(SERVER, id), new RegExp(`Execution ${id} of .* is killed`));
      await setOnStop('leave');
    });
  });
}

async function setAccess(access: 'operate' | 'full'): Promise<void> {
  const { connections } = await internals();
  const [profile] = connections.list();
  assert.ok(profile);
  await connections.save({ ...profile, access });
  await restartServer();
}

async function setOnStop(onStop: OnStop): Promise<void> {
  const settings = vscode.workspace.getConfiguration('kestraMcp');
  await settings.update('onStop', onStop, vscode.ConfigurationTarget.Global);
  await restartServer();
}

/** A server takes its settings when it starts. */
async function restartServer(): Promise<void> {
  await stopMcpServer(SERVER);
  await startMcpServer({ server: SERVER });
}
