import * as vscode from 'vscode';
import { ask, confirmationText, pressSkip, scriptedAgent, waitForTurns } from '../support/chat.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { hoverUntilShown, restMouse } from '../support/mouse.ts';
import { isPublishing, publish } from '../support/publish.ts';
import { acceptAnswer, closed, pickAnswer, problem, question, typeAnswer } from '../support/quickInput.ts';
import { clickInline, expand, expandNamespace, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { setColourTheme, tidyWindow, type ColourTheme } from '../support/window.ts';
import { SERVER } from './agent.ts';
import { NIGHTLY_LOAD } from './flows.ts';

const inView = { webview: true, timeoutMs: 30_000 } as const;

const THEMES: Readonly<Record<string, ColourTheme>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

/** Pictures of everything in three themes; with UPDATE_PICTURES=1 those of the README are replaced. */
export function picturesSuite(): void {
  describeWithWindow('pictures', () => {
    const made: string[] = [];
    let waiting = '';

    before(async () => {
      for (const [order, amount] of [['4712', '59'] as const, ['4713', '240.5'] as const]) {
        const { id } = await kestra.execute('shop.finance/approve_refund', 'PAUSED', { order, amount });
        made.push(id);
        waiting = `Execution ${id.slice(0, 8)}`;
      }
      await ui.viewport(1440, 760);
      await tidyWindow();
      await openSidebar();
      await startMcpServer({ server: SERVER });
      await refresh('waiting');
      await ui.waitFor(row('waiting', waiting));
      await vscode.commands.executeCommand('workbench.action.focusSideBar');
      await vscode.commands.executeCommand('workbench.action.increaseViewSize');
      await expandNamespace('shop.orders');
      await expand('explorer', 'Flow import_orders');
      await ui.waitFor(row('explorer', 'of import_orders, FAILED'));
    });

    after(async () => {
      for (const id of made) await kestra.kill(id);
      await setColourTheme(THEMES['light'] ?? 'Default Light Modern');
      await ui.viewport(1400, 900);
    });

    for (const [name, theme] of Object.entries(THEMES)) {
      it(`shows the sidebar, a form and a confirmation in ${name}`, async () => {
        await setColourTheme(theme);
        await restMouse();
        await ui.screenshot(`sidebar-${name}.png`);
        await takeForm(waiting, `form-${name}.png`);
        await takeConfirmation(`agent-${name}.png`);
      });
    }

    it('shows the whole form with what will be sent', async () => {
      await setColourTheme(THEMES['dark'] ?? 'Default Dark Modern');
      await clickInline('waiting', waiting, 'Resume');
      await pickAnswer('Resume approve_refund', 'Fill in the form');
      await acceptAnswer('Resume approve_refund: Approve the refund (1/6)');
      await typeAnswer('Resume approve_refund: Reason (2/6)', 'The parcel came back');
      await acceptAnswer('Resume approve_refund: How to pay (3/6)');
      await question('(4/6)');
      await ui.type('33');
      await problem('It must be at most 20');
      await ui.screenshot('form-problem.png');
      await typeAnswer('(4/6)', '5');
      await acceptAnswer('(5/6)');
      await question('Resume approve_refund (6/6)');
      await ui.screenshot('form-review.png');
      await ui.press('Escape');
      await closed();
    });

    it('shows an execution: over time, as a graph, and what it said', async () => {
      await setColourTheme(THEMES['dark'] ?? 'Default Dark Modern');
      await kestra.saveFlow(NIGHTLY_LOAD);
      const { id } = await kestra.execute('shop.orders/nightly_load', 'PAUSED');
      made.push(id);
      await vscode.commands.executeCommand('kestraMcp.execution.open', {
        connectionId: 'environment',
        execution: { id, flowId: 'nightly_load', namespace: 'shop.orders' },
      });
      await ui.waitFor('.gantt .row[aria-label^="ask, PAUSED"]', inView);
      await ui.screenshot('execution-overview.png');
      await ui.click('#tab-graph', inView);
      await ui.waitFor('.node[aria-label^="ask, PAUSED"]', inView);
      await ui.screenshot('execution-graph.png', '.part.editor');
      await ui.click('#tab-logs', inView);
      await ui.waitForText('.log-row', 'have no customer', inView);
      await ui.screenshot('execution-logs.png', '.part.editor');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('shows a flow as a file, with what Kestra finds wrong', async () => {
      const uri = vscode.Uri.parse('kestra-mcp://environment/shop.orders/nightly_load.yaml');
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const edit = new vscode.WorkspaceEdit();
      const start = document.positionAt(document.getText().indexOf('level: WARN'));
      edit.replace(uri, new vscode.Range(start, start.translate(0, 'level'.length)), 'levl');
      await vscode.workspace.applyEdit(edit);
      await ui.waitFor('.editor-instance .squiggly-error', { timeoutMs: 30_000 });
      await hoverUntilShown('.view-line span:text-is("levl")', 'Unrecognized field');
      await ui.screenshot('flow-file-problem.png', '.part.editor');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('shows what an execution waits for when the mouse rests on it', async () => {
      await hoverUntilShown(row('waiting', waiting), 'Asks for');
      await ui.screenshot('tooltip.png');
    });

    if (isPublishing) {
      it('updates the pictures of the README', async () => {
        await publish('form-dark.png', 'readme-waiting.png');
        await publish('execution-overview.png', 'readme-execution.png');
        await publish('execution-graph.png', 'readme-graph.png');
        await publish('execution-logs.png', 'readme-logs.png');
        await publish('flow-file-problem.png', 'readme-flow.png');
        await publish('agent-dark.png', 'readme-agent.png');
      });
    }
  });
}

async function takeForm(waiting: string, file: string): Promise<void> {
  await clickInline('waiting', waiting, 'Resume');
  await question('Resume approve_refund');
  await restMouse();
  await ui.screenshot(file);
  await ui.press('Escape');
  await closed();
}

async function takeConfirmation(file: string): Promise<void> {
  const agent = await scriptedAgent();
  const input = {
    namespace: 'shop.finance',
    flow_id: 'approve_refund',
    on_resume: { approved: true, reason: 'The parcel came back' },
  };
  await ask(agent, 'Order 4711 came back, approve its refund', [
    { tool: 'mcp_kestra_resume_execution', input },
    { text: 'I left it as it is.' },
  ]);
  await confirmationText();
  await ui.screenshot(file);
  await pressSkip();
  await waitForTurns(agent, 2);
  await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
}
