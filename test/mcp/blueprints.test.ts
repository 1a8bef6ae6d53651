import assert from 'node:assert/strict';
import { withKestra } from '../support/kestra.ts';
import { behindProxy } from './support/behindProxy.ts';
import { McpClient } from './support/client.ts';

interface Found {
  blueprints: { id: string; title: string; types?: string[] }[];
  total: number;
  nextCursor?: string;
}
interface Blueprint {
  id: string;
  title: string;
  source: string;
  lines: number;
  nextLine?: number;
}

const TOOLSET = { KESTRA_MCP_TOOLSET: 'blueprint' };
const LOG = 'io.kestra.plugin.core.log.Log';

for (const major of [1, 2] as const) {
  describe(`blueprints on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    let mcp: McpClient;

    before(async () => {
      mcp = await new McpClient(connection(), TOOLSET).start();
    });
    after(() => mcp?.close());

    const search = async (args: Record<string, unknown>): Promise<Found> =>
      (await mcp.call<Found>('search_blueprints', args)).result;

    it('search_blueprints finds by words, with the types of the tasks', async () => {
      const { blueprints } = await search({ query: 'approval' });
      assert.deepEqual(
        blueprints.map(({ id }) => id),
        ['approve-before-release'],
      );
      assert.ok(blueprints[0]?.types?.includes(LOG));
    });

    it('search_blueprints gives every one by cursor, of flows or of dashboards', async () => {
      const all = await search({});
      assert.equal(all.blueprints.length, all.total);
      assert.ok(all.total > 1);
      const first = await search({ limit: 1 });
      const rest = await search({ limit: 1, cursor: first.nextCursor });
      assert.deepEqual([...first.blueprints, ...rest.blueprints], all.blueprints.slice(0, 2));
      const dashboards = await search({ kind: 'dashboard' });
      assert.ok(dashboards.total > 0);
      assert.ok(!dashboards.blueprints.some(({ id }) => all.blueprints.some((flow) => flow.id === id)));
    });

    it('get_blueprint gives the YAML', async () => {
      const { result } = await mcp.call<Blueprint>('get_blueprint', { id: 'approve-before-release' });
      assert.match(result.source, /^id: approve-before-release$/m);
      assert.equal(result.lines, result.source.split('\n').length);
      const rest = { id: result.id, from_line: 3 };
      const part = await mcp.call<Blueprint>('get_blueprint', rest);
      assert.equal(part.result.source, result.source.split('\n').slice(2).join('\n'));
    });

    it('get_blueprint of one that is not there says how to find one', async () => {
      const error = await mcp.refused('get_blueprint', { id: 'no-such-blueprint' });
      assert.equal(error.code, 'NOT_FOUND');
      assert.match(error.hint ?? '', /search_blueprints/);
    });
  });

  describe(`blueprints on a Kestra ${major}.x without internet`, () => {
    const connection = withKestra(major);
    const stage = behindProxy(connection, TOOLSET);

    it('are not to be had, and the tools say why', async () => {
      const message = 'Internal server error: Connect Error: api.kestra.io: Name or service not known';
      const { mcp, proxy } = stage();
      proxy.spoil(/blueprints/, { kind: 'answer', answer: { status: 500, body: { message } } }, 2);
      for (const [tool, args] of [
        ['search_blueprints', {}],
        ['get_blueprint', { id: 'daily-report' }],
      ] as const) {
        const error = await mcp.refused(tool, args);
        assert.equal(error.code, 'UNAVAILABLE');
        assert.match(error.message, /cannot get blueprints from the internet: .*api\.kestra\.io/);
        assert.match(error.hint ?? '', /documentation of the plugins/);
      }
    });
  });
}
