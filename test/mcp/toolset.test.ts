import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { settingsFromEnvironment } from '../../src/shared/environment.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { isCompatible } from '../../src/mcp/policy/access.ts';
import { checkToolset } from '../../src/mcp/policy/toolset.ts';
import { GROUPS } from '../../src/mcp/groups.ts';
import { ServerProcess } from './support/serverProcess.ts';
import { openSource } from './support/needs.ts';

const toolsetOf = (text: string) => settingsFromEnvironment({ KESTRA_MCP_TOOLSET: text });
const names = (tools: readonly { name: string }[]): string[] => tools.map(({ name }) => name);

describe('the toolset', () => {
  it('is the default one unless another is named', () => {
    assert.deepEqual(settingsFromEnvironment({}).toolset, ['default']);
    assert.deepEqual(toolsetOf(' ,').toolset, ['default']);
    assert.deepEqual(toolsetOf('Default, KV').toolset, ['default', 'kv']);
  });

  it('may name any group, and all', () => {
    for (const word of ['default', 'all', 'compat', ...Object.keys(GROUPS)]) checkToolset(toolsetOf(word));
  });

  it('is refused with what there is when it names something else', () => {
    assert.throws(() => checkToolset(toolsetOf('default,flowz')), {
      kind: 'invalid',
      message:
        /^KESTRA_MCP_TOOLSET: there is no toolset flowz; there are compat, default, all, connection, .*kv/,
    });
  });

  it('compat stands alone', () => {
    assert.ok(isCompatible(toolsetOf('compat')));
    assert.throws(() => checkToolset(toolsetOf('compat,kv')), /'compat' stands alone, without kv/);
  });
});

describe('the toolset of the built server', () => {
  const running: ServerProcess[] = [];
  afterEach(() => {
    for (const server of running.splice(0)) server.kill();
  });

  const start = async (env: Record<string, string>): Promise<ServerProcess> => {
    const server = new ServerProcess({
      KESTRA_BASE_URL: 'http://127.0.0.1:9',
      KESTRA_MCP_ACCESS: 'full',
      ...env,
    });
    running.push(server);
    await server.initialize();
    return server;
  };
  const listed = async (env: Record<string, string>): Promise<string[]> => {
    const { result } = (await (await start(env)).request(1, 'tools/list')) as {
      result: { tools: { name: string }[] };
    };
    return names(result.tools);
  };
  const daily = LISTING.tools.filter((tool) => tool.daily);

  it('is daily work by default', async () => {
    assert.deepEqual(await listed({}), names(daily));
    assert.ok(daily.length < LISTING.tools.length);
  });

  it('takes in a group', async () => {
    const wanted = LISTING.tools.filter((tool) => tool.daily || tool.group === 'kv');
    assert.deepEqual(await listed({ KESTRA_MCP_TOOLSET: 'default,kv' }), names(wanted));
  });

  it('may be groups alone', async () => {
    const wanted = LISTING.tools.filter(({ group }) => group === 'logs' || group === 'flow');
    assert.deepEqual(await listed({ KESTRA_MCP_TOOLSET: 'logs,flow' }), names(wanted));
  });

  it('may be everything that any Kestra serves', async () => {
    assert.deepEqual(await listed({ KESTRA_MCP_TOOLSET: 'all' }), names(openSource(LISTING.tools)));
  });

  it("may be the official server's tools, and then no others and no prompts", async () => {
    const server = await start({ KESTRA_MCP_TOOLSET: 'compat' });
    const { result: tools } = (await server.request(1, 'tools/list')) as {
      result: { tools: { name: string }[] };
    };
    assert.deepEqual(names(tools.tools), names(openSource(LISTING.compatTools)));
    const { result } = (await server.request(2, 'prompts/list')) as { result: { prompts: unknown[] } };
    assert.deepEqual(result.prompts, []);
  });

  it('loses what is switched off', async () => {
    const env = { KESTRA_MCP_TOOLSET: 'all', KESTRA_MCP_DISABLED_TOOLS: 'flow, LOGS' };
    const wanted = openSource(LISTING.tools).filter(({ group }) => group !== 'flow' && group !== 'logs');
    assert.deepEqual(await listed(env), names(wanted));
  });

  it('refuses a tool outside it, and says how it gets in', async () => {
    const server = await start({ KESTRA_MCP_TOOLSET: 'flow' });
    const answer = JSON.stringify(
      await server.request(1, 'tools/call', { name: 'list_executions', arguments: {} }),
    );
    assert.match(answer, /REFUSED/);
    assert.match(
      answer,
      /list_executions is not in the toolset; add its group 'execution' \(KESTRA_MCP_TOOLSET\)/,
    );
  });

  it('that is misspelt is told by every tool', async () => {
    const server = await start({ KESTRA_MCP_TOOLSET: 'default,flowz' });
    const answer = JSON.stringify(await server.request(1, 'tools/call', { name: 'list_namespaces' }));
    assert.match(answer, /KESTRA_MCP_TOOLSET: there is no toolset flowz/);
  });
});

interface Manifest {
  contributes: {
    configuration: {
      properties: {
        'kestraMcp.toolset': { items: { enum: string[]; enumDescriptions: string[] } };
      };
    };
  };
}

describe('the setting kestraMcp.toolset', () => {
  it('offers every toolset there is', async () => {
    const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
    const { items } = manifest.contributes.configuration.properties['kestraMcp.toolset'];
    const choices = {
      default: 'The tools for daily work, of all groups',
      all: 'Every tool',
      compat: 'Alone: the tools of the official Kestra MCP server under its own names',
      ...GROUPS,
    };
    const keyOf = (toolset: string): string => `setting.toolset.${toolset}`;
    const wanted = {
      enum: Object.keys(choices),
      enumDescriptions: Object.keys(choices).map((toolset) => `%${keyOf(toolset)}%`),
    };
    const wantedTexts = Object.fromEntries(
      Object.entries(choices).map(([toolset, text]) => [keyOf(toolset), text]),
    );
    const texts = JSON.parse(await readFile('package.nls.json', 'utf8')) as Record<string, string>;
    if (process.env['UPDATE'] === '1') {
      Object.assign(items, wanted);
      await writeFile('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
      await writeFile('package.nls.json', `${JSON.stringify({ ...texts, ...wantedTexts }, undefined, 2)}\n`);
    }
    const { enum: offered, enumDescriptions } = items;
    const told = Object.fromEntries(Object.keys(wantedTexts).map((key) => [key, texts[key]]));
    assert.deepEqual(
      { enum: offered, enumDescriptions, texts: told },
      { ...wanted, texts: wantedTexts },
      'UPDATE=1 npm test -- mcp rewrites it',
    );
  });
});
