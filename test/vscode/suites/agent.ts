import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  ask,
  confirmationText,
  lastToolResult,
  pressAllow,
  pressSkip,
  scriptedAgent,
  waitForTurns,
  type ScriptedAgent,
} from '../support/chat.ts';
import { EXTENSION_ID } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { chooseFromRow, expand, expandNamespace, openSidebar, refresh } from '../support/sidebar.ts';
import { describeWithWindow } from '../support/ui.ts';
import { APPROVAL, FAILING, NAMESPACE } from './flows.ts';

/** The id of our server in VS Code: that of the extension, and the label of a single connection. */
export const SERVER = 'kestra-mcp.kestra-mcp/Kestra';

/** Has to run before anything else has activated the extension. */
export function freshChatSuite(): void {
  describeWithWindow('chat in a fresh window', () => {
    it('finds the tools although the sidebar was never opened', async () => {
      assert.equal(vscode.extensions.getExtension(EXTENSION_ID)?.isActive, false);
      const agent = await scriptedAgent();
      await ask(agent, 'What waits for me in Kestra?', [
        { tool: 'mcp_kestra_list_executions', input: { state: ['PAUSED'] } },
        { text: 'That is all.' },
      ]);
      const [first] = await waitForTurns(agent, 2);
      assert.ok(first?.tools.includes('mcp_kestra_list_executions'));
      assert.match(lastToolResult(agent.turns), /"executions"/);
    });
  });
}

/** Agent mode in the chat: a scripted model, everything else real. */
export function agentSuite(): void {
  describeWithWindow('agent mode', () => {
    let agent: ScriptedAgent;

    before(async () => {
      await kestra.saveFlow(APPROVAL);
      agent = await scriptedAgent();
      await startMcpServer({ server: SERVER });
    });

    it('resumes an execution with typed inputs, once the user allows it', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/approval`, 'PAUSED');
      const input = { execution_ids: [id], on_resume: { reason: 'Asked by the agent', percent: 5 } };
      await ask(agent, 'Resume the approval', [
        { tool: 'mcp_kestra_resume_execution', input },
        { text: 'It was resumed.' },
      ]);
      assert.match(await confirmationText(), /resume/i);
      assert.equal((await kestra.execution(id)).state.current, 'PAUSED');
      await pressAllow();
      assert.match(lastToolResult(await waitForTurns(agent, 2)), new RegExp(id));
      const execution = await kestra.waitFor(id, 'SUCCESS');
      assert.deepEqual(kestra.resumeInputs(execution, 'ask'), {
        reason: 'Asked by the agent',
        percent: 5,
        method: 'CARD',
      });
    });

    it('is asked from a failed execution why it failed', async () => {
      await kestra.saveFlow(FAILING);
      const { id } = await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await openSidebar();
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
      await expand('explorer', 'Flow failing');
      agent.setScript([
        { tool: 'mcp_kestra_explain_failure', input: { execution_id: id } },
        { text: 'Because of the first task.' },
      ]);
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Explain This Failure');
      const turns = await waitForTurns(agent, 2);
      assert.match(agent.requests.at(-1)?.prompt ?? '', new RegExp(`Why did Kestra execution ${id}`));
      assert.match(lastToolResult(turns), /"failure"|"taskId"/);
    });

    it('leaves the execution paused when the user skips the call', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/approval`, 'PAUSED');
      await ask(agent, 'Resume the approval', [
        { tool: 'mcp_kestra_resume_execution', input: { execution_ids: [id], on_resume: { reason: 'No' } } },
        { text: 'Then not.' },
      ]);
      await confirmationText();
      await pressSkip();
      await waitForTurns(agent, 2);
      assert.equal((await kestra.execution(id)).state.current, 'PAUSED');
    });

    it("reads without asking, and is told a refusal in Kestra's words", async () => {
      await ask(agent, 'Look at it', [
        { tool: 'mcp_kestra_get_execution', input: { execution_id: 'a/b?c' } },
        { text: 'There is none.' },
      ]);
      const result = lastToolResult(await waitForTurns(agent, 2));
      assert.match(result, /There is no execution 'a\/b\?c'/);
    });
  });
}
