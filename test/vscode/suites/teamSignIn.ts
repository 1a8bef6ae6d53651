import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { listedTools } from '../support/mcp.ts';
import { describeWithWindow, ui } from '../support/ui.ts';

/** Of the first server in the `mcp.json` of the folder. */
const SERVER = 'mcp.config.ws0.team';

const ALLOW = '.monaco-dialog-box .monaco-button:has-text("Allow")';

/** A start before VS Code has read `mcp.json` finds nothing and says nothing. */
async function startUntilAsked(): Promise<void> {
  for (;;) {
    void vscode.commands.executeCommand('workbench.mcp.startServer', SERVER, { waitForLiveTools: true });
    const isAsked = await ui.waitFor(ALLOW, { timeoutMs: 5_000 }).then(
      () => true,
      () => false,
    );
    if (isAsked) return;
  }
}

/** VS Code's own sign-in: it registers itself, opens the browser, and comes back with a token. */
export function teamSignInSuite(): void {
  describeWithWindow('a team server in mcp.json', () => {
    it('is signed in to in the browser, and serves the agent', async () => {
      await startUntilAsked();
      await ui.click(ALLOW);
      await ui.waitForText('h1', 'work with Kestra for you', { popup: true, timeoutMs: 30_000 });
      await ui.click('button.main', { popup: true });
      while (listedTools().length === 0) await delay(50);
      const { content } = await vscode.lm.invokeTool('mcp_kestra_auth_status', {
        input: {},
        toolInvocationToken: undefined,
      });
      assert.match(JSON.stringify(content), /anna/);
    });
  });
}
