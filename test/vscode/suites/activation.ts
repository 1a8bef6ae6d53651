import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND_IDS } from '../../../src/extension/commandIds.ts';
import { EXTENSION_ID } from '../support/internals.ts';

/** Has to run first: what it looks at happens once. */
export function activationSuite(): void {
  describe('activation', () => {
    it('registers every command it contributes', async () => {
      await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
      const ours = (await vscode.commands.getCommands(true)).filter((id) =>
        /^kestraMcp\.[a-z]+\.[a-zA-Z]+$/.test(id),
      );
      const contributed = new Set<string>(COMMAND_IDS);
      // Views bring commands of their own, such as kestraMcp.waiting.focus.
      assert.deepEqual(ours.filter((id) => contributed.has(id)).toSorted(), [...COMMAND_IDS].toSorted());
    });

    it("leaves the official extension's commands alone", async () => {
      const commands = await vscode.commands.getCommands(true);
      assert.deepEqual(
        commands.filter((id) => id.startsWith('kestra.')),
        [],
      );
    });
  });
}
