import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { pickAnswer } from '../support/quickInput.ts';
import { chooseFromRow, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { waitForNotification } from '../support/window.ts';
import { HOLD, NAMESPACE } from './flows.ts';

/** Getting there: other clients, links, a Kestra of one's own, the walkthrough. */
export function startSuite(): void {
  describeWithWindow('getting there', () => {
    before(async () => {
      await kestra.saveFlow(HOLD);
      await openSidebar();
    });

    it('copies the configuration for another client, without the secret', async () => {
      await chooseFromRow('explorer', 'Connection Local Kestra', 'Copy MCP Configuration…');
      await pickAnswer('For which MCP client?', 'Cursor');
      await waitForNotification('Copied without the secret');
      const text = await vscode.env.clipboard.readText();
      assert.match(text, /"mcpServers"[\s\S]*mcp\.js/);
      assert.ok(!text.includes(kestra.password));
    });

    it('copies a link that leads to the execution', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/hold`, 'PAUSED');
      await refresh('waiting');
      await ui.waitFor(row('waiting', `Execution ${id.slice(0, 8)}`));
      await chooseFromRow('waiting', `Execution ${id.slice(0, 8)}`, 'Copy Link to Execution');
      await ui.waitForText('.statusbar-item', 'Link copied');
      const link = vscode.Uri.parse(await vscode.env.clipboard.readText(), true);
      assert.equal(link.path, `/execution/${id}`);
      assert.match(link.query, /server=http/);
      await kestra.kill(id);
    });

    it('says how to get a Kestra where no container engine runs', async () => {
      void vscode.commands.executeCommand('kestraMcp.local.start');
      await waitForNotification('Neither Docker nor Podman');
    });

    it('walks through in five steps', async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        'kestra-mcp.kestra-mcp#start',
        false,
      );
      await ui.waitForText('.gettingStartedContainer', 'Connect to Kestra');
      assert.equal(await ui.count('.gettingStartedContainer .getting-started-step'), 5);
      await ui.screenshot('walkthrough.png');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
