import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { internals } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { isPublishing, publish } from '../support/publish.ts';
import { clickInline, expand, message, openSidebar, pane, row, type View } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { setColourTheme, tidyWindow } from '../support/window.ts';
import { SERVER } from './agent.ts';
import { GREETING, NAMESPACE } from './flows.ts';

/** The view reads the log every other second, and machines may be slow. */
const PATIENT = { timeoutMs: 30_000 };

/** Makes room for the rows by closing the other panes; the second time it opens them. */
async function foldOthers(): Promise<void> {
  await toggle('waiting');
  await toggle('explorer');
}

function toggle(view: View): Promise<void> {
  return ui.click(`${pane(view)} > .pane-header .title`);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENT.timeoutMs; !(await condition()); await delay(100))
    if (Date.now() > end) throw new Error('It did not happen.');
}

const call = async (tool: string, input: object): Promise<string> => {
  const invocation = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`mcp_kestra_${tool}`, invocation);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
};

/** For the README: wide enough to read the rows, and without the room below them. */
async function takePicture(): Promise<void> {
  for (let step = 0; step < 3; step += 1)
    await vscode.commands.executeCommand('workbench.action.increaseViewSize');
  await ui.viewport(1400, 400);
  await ui.screenshot('agent-view.png', '.part.sidebar');
  await publish('agent-view.png', 'readme-agent-view.png');
  await ui.viewport(1400, 900);
}

/** The view "Agent": what the agent may do, and what it did. */
export function agentViewSuite(): void {
  describeWithWindow('the view of the agent', () => {
    const label = 'Show What the Agent Did';

    before(async () => {
      await internals();
      await kestra.saveFlow(GREETING);
      await tidyWindow();
      await openSidebar();
      await foldOthers();
      await startMcpServer({ server: SERVER, timeoutMs: PATIENT.timeoutMs });
      await vscode.commands.executeCommand('kestraMcp.agent.show');
      await ui.waitFor(row('agent', 'Lately'));
    });
    after(async () => {
      await setColourTheme('Default Dark Modern');
      await vscode.workspace.getConfiguration('chat.mcp').update('autostart', undefined, true);
      await foldOthers();
      await toggle('agent');
    });

    it(`is opened by the command ${label}, with the server's state and what it may do`, async () => {
      await ui.waitFor(row('agent', 'started'));
      await ui.waitFor(row('agent', 'May '));
      await ui.waitFor(row('agent', 'In all namespaces'));
      await ui.waitFor(row('agent', 'tools, toolset all'));
    });

    it('tells the tools by their groups', async () => {
      await expand('agent', 'tools, toolset all');
      await expand('agent', 'Tools of the group namespace');
      await ui.waitFor(row('agent', 'list_namespaces'));
      await ui.click(`${row('agent', 'tools, toolset all')} .monaco-tl-twistie`);
    });

    it('shows a call that looked, one that acted and one that was denied, with the reason', async () => {
      await call('search_flows', { namespace: NAMESPACE });
      const inputs = { name: 'agent' };
      const acted = call('execute_flow', { namespace: NAMESPACE, flow_id: 'greeting', inputs });
      await ui.click('.monaco-dialog-box .monaco-button:has-text("Yes")');
      await acted;
      await call('get_execution', {});
      await ui.waitFor(row('agent', 'get_execution, denied: wrong arguments'), PATIENT);
      await ui.waitFor(row('agent', `execute_flow, ${NAMESPACE}.greeting`), PATIENT);
      await ui.waitFor(row('agent', 'search_flows'), PATIENT);
      await setColourTheme('Default Dark Modern');
      await ui.screenshot('agent-view-dark.png');
      if (isPublishing) await takePicture();
      await setColourTheme('Default Light Modern');
      await ui.screenshot('agent-view-light.png');
      await setColourTheme('Default High Contrast');
      await ui.screenshot('agent-view-contrast.png');
      await setColourTheme('Default Dark Modern');
    });

    it('opens the execution of a call, by mouse and by keyboard', async () => {
      const tab = '.tab[aria-label*="greeting"]';
      await clickInline('agent', 'execute_flow', 'Open Execution');
      await ui.waitFor(tab, PATIENT);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('kestraMcp.agent.focus');
      await ui.click(row('agent', 'get_execution, denied'));
      await ui.press('ArrowDown');
      await ui.press('Enter');
      await ui.waitFor(tab, PATIENT);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('says in one line that servers are not started by themselves', async () => {
      const settings = vscode.workspace.getConfiguration('chat.mcp');
      await settings.update('autostart', 'never', true);
      await ui.waitForText(message('agent'), 'chat.mcp.autostart');
      await settings.update('autostart', undefined, true);
      await ui.waitFor(`${pane('agent')}:not(:has(.message:not(:empty)))`);
    });

    it('restarts the server', async () => {
      const { provider, connections } = await internals();
      const startedAt = (): string => {
        const state = provider.stateOf(connections.active()?.id ?? '');
        return state.kind === 'started' ? state.at : '';
      };
      const before = startedAt();
      assert.notEqual(before, '');
      await clickInline('agent', 'server of', 'Restart Server');
      await until(() => startedAt() > before);
      // A call that comes while the old process ends is cancelled by VS Code.
      const again = (): Promise<string> => call('search_flows', { namespace: NAMESPACE }).catch(String);
      await until(async () => (await again()).includes('"greeting"'));
    });
  });
}
