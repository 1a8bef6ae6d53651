import assert from 'node:assert/strict';
import type { PluginSummary } from '../../src/model/pluginDocumentation.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';

interface Found {
  plugins: { type: string; kind: string; title?: string; deprecated?: boolean }[];
  total: number;
  nextCursor?: string;
}
type Documented = PluginSummary & { documentation?: string; nextCursor?: string };

const LOG = 'io.kestra.plugin.core.log.Log';
const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule';

for (const major of [1, 2] as const) {
  describe(`the plugins of Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    let mcp: McpClient;

    before(async () => {
      mcp = await new McpClient(connection()).start();
    });
    after(() => mcp?.close());

    const search = async (args: Record<string, unknown>): Promise<Found> =>
      (await mcp.call<Found>('search_plugins', args)).result;
    const get = async (args: Record<string, unknown>): Promise<Documented> =>
      (await mcp.call<Documented>('get_plugin', args)).result;

    it('search_plugins finds by words, the best first', async () => {
      const { plugins } = await search({ query: 'log a message' });
      assert.equal(plugins[0]?.type, LOG);
      assert.equal(plugins[0]?.kind, 'task');
      assert.ok(plugins[0]?.title);
    });

    it('search_plugins narrows to what a type is used as', async () => {
      const { plugins } = await search({ query: 'cron schedule', kind: 'trigger' });
      assert.equal(plugins[0]?.type, SCHEDULE);
      assert.deepEqual([...new Set(plugins.map(({ kind }) => kind))], ['trigger']);
    });

    it('search_plugins finds a misspelled name, and says so when there is nothing like it', async () => {
      assert.equal((await search({ query: 'Shcedule' })).plugins[0]?.type, SCHEDULE);
      assert.deepEqual(await search({ query: 'zzqqxx' }), { plugins: [], total: 0 });
    });

    it('search_plugins gives every type once, by cursor, in small answers', async () => {
      const types = new Set<string>();
      let cursor: string | undefined;
      let total: number;
      do {
        const page = await search({ limit: 50, ...(cursor === undefined ? {} : { cursor }) });
        assert.ok(JSON.stringify(page).length < 6_000);
        for (const { type } of page.plugins) types.add(type);
        cursor = page.nextCursor;
        total = page.total;
      } while (cursor !== undefined);
      assert.equal(types.size, total);
    });

    it('get_plugin tells properties, the required ones first, and an example', async () => {
      const log = await get({ type: LOG });
      assert.equal(log.type, LOG);
      assert.equal(log.properties[0]?.name, 'message');
      assert.equal(log.properties[0]?.required, true);
      const level = log.properties.find(({ name }) => name === 'level');
      assert.equal(level?.default, 'INFO');
      assert.deepEqual(level?.values, ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']);
      assert.match(log.example ?? '', /type: io\.kestra\.plugin\.core\.log\.Log/);
    });

    it('get_plugin stays small, whatever the type', async () => {
      const first = await search({ limit: 50 });
      for (const { type } of first.plugins) {
        const size = JSON.stringify(await get({ type })).length;
        assert.ok(size < 6_000, `${type}: ${size}`);
      }
    });

    it('get_plugin gives the whole documentation in parts that end', async () => {
      const parts: string[] = [];
      let cursor: string | undefined;
      do {
        const part = await get({ type: SCHEDULE, full: true, ...(cursor === undefined ? {} : { cursor }) });
        assert.ok(JSON.stringify(part).length < 6_500);
        parts.push(part.documentation ?? '');
        cursor = part.nextCursor;
      } while (cursor !== undefined);
      const whole = parts.join('\n');
      assert.match(whole, /## Properties/);
      assert.doesNotMatch(whole, /base64/);
    });

    it('get_plugin says for a wrong type which ones may be meant', async () => {
      const error = await mcp.refused('get_plugin', { type: 'io.kestra.plugin.core.logs.Log' });
      assert.equal(error.code, 'NOT_FOUND');
      assert.match(error.message, /no plugin type io\.kestra\.plugin\.core\.logs\.Log/);
      assert.match(error.hint ?? '', /io\.kestra\.plugin\.core\.log\.Log/);
    });

    if (major === 1) {
      it('get_plugin knows a type by its old name and says what replaces a deprecated one', async () => {
        const log = await get({ type: 'io.kestra.core.tasks.log.Log' });
        assert.equal(log.type, LOG);
        assert.equal(log.deprecated, 'io.kestra.core.tasks.log.Log is its old name');
        const echo = await get({ type: 'io.kestra.plugin.core.debug.Echo' });
        assert.equal(echo.deprecated, `use ${LOG}`);
      });
    }
  });
}
