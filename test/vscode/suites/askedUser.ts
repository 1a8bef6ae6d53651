import assert from 'node:assert/strict';
import {
  ask,
  lastToolResult,
  pressAllow,
  scriptedAgent,
  waitForTurns,
  type ScriptedAgent,
} from '../support/chat.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { runMocha } from '../support/mochaRun.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { SERVER } from './agent.ts';
import { APPROVAL, NAMESPACE } from './flows.ts';

const question = '.chat-question-carousel-container';

/** What an agent's calls ask the person at the chat, and what comes of their answers. */
function askedUserSuite(): void {
  describeWithWindow('the user is asked in the chat', () => {
    let agent: ScriptedAgent;
    before(async () => {
      await kestra.saveFlow(APPROVAL);
      await kestra.setKey(NAMESPACE, 'asked', '"text"');
      agent = await scriptedAgent();
      await startMcpServer({ server: SERVER });
    });

    it('explore', async () => {
      const input = { namespace: NAMESPACE, keys: ['asked'], confirm: true };
      await ask(agent, 'Delete the key', [{ tool: 'mcp_kestra_delete_kv', input }, { text: 'Done.' }]);
      await pressAllow();
      await ui.waitFor(question);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await ui.screenshot('asked-1.png');
      ui.print((await ui.texts(question)).join('\n'));
      const html = await ui.evaluate(`document.querySelector('${question}').outerHTML`);
      ui.print(String(html));
      assert.ok(await waitForTurns(agent, 1));
      assert.ok(lastToolResult);
    });
  });
}

export const run = (): Promise<void> => runMocha(askedUserSuite);
