import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Internals } from '../../../src/extension/extension.ts';
import { internals } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { describeWithWindow } from '../support/ui.ts';
import { showNotifications } from '../support/window.ts';
import { SERVER } from './agent.ts';

/** The definition that VS Code gets, the server it starts from it, and where the secret is not. */
export function serverSuite(): void {
  describeWithWindow('server definition', () => {
    let inside: Internals;

    before(async () => {
      inside = await internals();
    });

    it('is named, versioned, and without the secret', async () => {
      const [definition, ...others] = await inside.provider.provideMcpServerDefinitions();
      assert.ok(definition);
      assert.equal(others.length, 0);
      assert.equal(definition.label, 'Kestra');
      assert.equal(definition.env['KESTRA_BASE_URL'], kestra.baseUrl);
      assert.match(definition.version ?? '', /^\d+\.\d+\.\d+\+[0-9a-f]{12}\.r\d+$/);
      assert.ok(!JSON.stringify(definition).includes(kestra.password));
    });

    it('gets the secret only when it is resolved', async () => {
      const [definition] = await inside.provider.provideMcpServerDefinitions();
      assert.ok(definition);
      const resolved = await inside.provider.resolveMcpServerDefinition(definition);
      assert.equal(resolved?.env['KESTRA_PASSWORD'], kestra.password);
      assert.equal(resolved?.env['ELECTRON_RUN_AS_NODE'], '1');
      assert.equal(resolved?.version, definition.version);
      assert.equal(definition.env['KESTRA_PASSWORD'], null);
    });

    it('follows the setting of the toolset', async () => {
      const { provider } = inside;
      const [before] = await provider.provideMcpServerDefinitions();
      const setting = vscode.workspace.getConfiguration('kestraMcp');
      const told = new Promise<void>((resolve) => {
        const listener = provider.onDidChangeMcpServerDefinitions(() => {
          listener.dispose();
          resolve();
        });
      });
      await setting.update('toolset', ['default', 'kv'], vscode.ConfigurationTarget.Global);
      await told;
      const [changed] = await provider.provideMcpServerDefinitions();
      assert.equal(changed?.env['KESTRA_MCP_TOOLSET'], 'default,kv');
      assert.notEqual(changed?.version, before?.version);
      await setting.update('toolset', undefined, vscode.ConfigurationTarget.Global);
    });

    it('does not start without the secret, and says where to enter it', async () => {
      const [profile] = inside.connections.list();
      assert.ok(profile);
      const name = 'Incomplete';
      await inside.connections.save({ ...profile, id: 'incomplete', name });
      const definitions = await inside.provider.provideMcpServerDefinitions();
      const definition = definitions.find(({ label }) => label === `Kestra ${name}`);
      assert.ok(definition);
      assert.equal(await inside.provider.resolveMcpServerDefinition(definition), undefined);
      const [notification] = await showNotifications();
      assert.match(notification ?? '', /password of 'Incomplete' is not stored on this machine/);
      await inside.connections.remove('incomplete');
      await inside.connections.activate(profile.id);
    });

    it('lets VS Code start the server and list its tools', async () => {
      const tools = await startMcpServer({ server: SERVER });
      const names = tools.map(({ name }) => name);
      for (const tool of ['list_executions', 'get_execution', 'resume_execution', 'kill_execution']) {
        assert.ok(names.includes(`mcp_kestra_${tool}`), `${tool} is listed`);
      }
    });

    it('keeps the secret out of tool results, state, settings and logs', async () => {
      const result = await vscode.lm.invokeTool('mcp_kestra_connection_status', {
        input: {},
        toolInvocationToken: undefined,
      });
      const places = {
        'the tool result': JSON.stringify(result.content),
        'the global state': JSON.stringify(
          inside.globalState.keys().map((key) => [key, inside.globalState.get(key)]),
        ),
        'the settings': JSON.stringify(vscode.workspace.getConfiguration()),
        'the log': await textBelow(inside.logFolder.fsPath),
      };
      assert.match(places['the tool result'], /connected/);
      assert.match(places['the global state'], /Local Kestra/);
      for (const [place, text] of Object.entries(places)) {
        for (const form of [kestra.password, btoa(`${kestra.user}:${kestra.password}`)]) {
          assert.ok(!text.includes(form), `the secret is not in ${place}`);
        }
      }
    });
  });
}

async function textBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
