import assert from 'node:assert/strict';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { withKestra } from '../support/kestra.ts';
import { withKestraEe } from '../support/kestraEe.ts';
import { McpClient, textOf } from './support/client.ts';
import { enterpriseClient } from './support/enterpriseClient.ts';

const COMPAT = { KESTRA_MCP_TOOLSET: 'compat' };

const source = (id: string, flowId: string): string =>
  `id: ${id}\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: company.team\nflowId: ${flowId}\n`;

/** The result of a tool as the official server gives it. */
async function ask<T>({ client }: McpClient, name: string, args: Record<string, unknown> = {}): Promise<T> {
  const result = (await client.callTool({ name, arguments: args })) as CallToolResult;
  assert.ok(!result.isError, textOf(result));
  return JSON.parse(textOf(result)) as T;
}

describe("the official server's tools for the Enterprise Edition", () => {
  const stage = withKestraEe();
  let mcp: McpClient;

  before(async () => {
    mcp = await enterpriseClient(stage().connection, COMPAT);
  });
  after(() => mcp?.close());

  it('manage_apps saves over the app of the same id, never over one that is like it', async () => {
    await ask(mcp, 'manage_apps', { action: 'create', yaml_source: source('order-form', 'other') });
    const { uid } = await ask<{ uid: string }>(mcp, 'manage_apps', {
      action: 'create',
      yaml_source: source('order', 'first'),
    });
    const again = await ask<{ uid: string }>(mcp, 'manage_apps', {
      action: 'create',
      yaml_source: source('order', 'second'),
    });
    assert.equal(again.uid, uid);
    const { results } = await ask<{ results: { id: string; flowId: string }[] }>(mcp, 'search_apps', {
      q: 'order',
      namespace: 'company.team',
    });
    assert.deepEqual(
      results.map(({ id, flowId }) => [id, flowId]),
      [
        ['order-form', 'other'],
        ['order', 'second'],
      ],
    );
    const paged = await ask<{ results: object[]; total: number }>(mcp, 'search_apps', { page: 2, size: 1 });
    assert.deepEqual([paged.results.length, paged.total], [1, 2]);
    for (const [action, enabled] of [
      ['disable', false],
      ['enable', true],
    ] as const) {
      const app = await ask<{ enabled: boolean }>(mcp, 'manage_apps', { action, uid });
      assert.equal(app.enabled, enabled);
    }
    assert.deepEqual(await ask(mcp, 'manage_apps', { action: 'delete', uid }), {});
    assert.match((await mcp.refused('manage_apps', { action: 'enable', uid })).hint ?? '', /search_apps/);
    assert.match(
      (await mcp.refused('manage_apps', { action: 'delete' })).message,
      /uid is required to delete/,
    );
  });

  it('manage_announcements lists, makes, changes and deletes', async () => {
    const { id } = await ask<{ id: string }>(mcp, 'manage_announcements', {
      action: 'create',
      message: 'Hello',
      startDate: '2026-01-01T00:00:00Z',
    });
    await ask(mcp, 'manage_announcements', { action: 'update', id_: id, type: 'ERROR', active: false });
    const { results } = await ask<{ results: object[] }>(mcp, 'manage_announcements', { action: 'list' });
    assert.deepEqual(results, [
      { id, message: 'Hello', type: 'ERROR', active: false, startDate: '2026-01-01T00:00:00Z' },
    ]);
    assert.deepEqual(await ask(mcp, 'manage_announcements', { action: 'delete', id_: id }), {});
  });

  it('invite_user and manage_group give the role that they name', async () => {
    const group = await ask<{ id: string; role: string }>(mcp, 'manage_group', {
      action: 'create',
      name: 'ops',
      role: 'Launcher',
    });
    assert.equal(group.role, 'Launcher');
    const invited = await ask<{ outcome: string; roles: string[]; groups: string[] }>(mcp, 'invite_user', {
      email: 'new@example.com',
      group_names: ['ops'],
      role: 'developer',
    });
    assert.deepEqual([invited.outcome, invited.roles, invited.groups], ['invited', ['Developer'], ['ops']]);
    const got = await ask<{ roles: { role: string }[] }>(mcp, 'manage_group', {
      action: 'get',
      id_: group.id,
    });
    assert.deepEqual(
      got.roles.map(({ role }) => role),
      ['Launcher'],
    );
    const renamed = await ask<{ name: string }>(mcp, 'manage_group', {
      action: 'update',
      id_: 'ops',
      name: 'operations',
    });
    assert.equal(renamed.name, 'operations');
    assert.deepEqual(await ask(mcp, 'manage_group', { action: 'delete', id_: 'operations' }), {});
  });

  it('manage_invitations gets and deletes, and never tells the link', async () => {
    await ask(mcp, 'invite_user', { email: 'guest@example.com' });
    const args = { action: 'get', id_: 'guest@example.com' };
    const { id, ...told } = await ask<{ id: string; status: string }>(mcp, 'manage_invitations', args);
    assert.equal(told.status, 'PENDING');
    assert.ok(!JSON.stringify(told).includes('accept'));
    assert.deepEqual(await ask(mcp, 'manage_invitations', { action: 'delete', id_: id }), {});
  });

  it('get_instance_info tells the configuration and the licence', async () => {
    const { edition } = await ask<{ edition: string }>(mcp, 'get_instance_info');
    assert.equal(edition, 'EE');
    const info = await ask<{ type: string; expired: boolean }>(mcp, 'get_instance_info', {
      info: 'license_info',
    });
    assert.deepEqual([info.type, info.expired], ['ENTERPRISE', false]);
  });
});

describe("the official server's tools for the Enterprise Edition, on open source", () => {
  const connection = withKestra(2);

  it('are not listed, but get_instance_info, which tells the configuration there too', async () => {
    const mcp = await new McpClient(connection(), COMPAT).start();
    try {
      const { edition } = await ask<{ edition: string }>(mcp, 'get_instance_info');
      assert.equal(edition, 'OSS');
      const licence = await mcp.refused('get_instance_info', { info: 'license_info' });
      assert.match(licence.message, /open source/);
      const names = (await mcp.client.listTools()).tools.map(({ name }) => name);
      assert.ok(names.includes('get_instance_info') && !names.includes('search_apps'));
    } finally {
      await mcp.close();
    }
  });
});
