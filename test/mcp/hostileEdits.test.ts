import assert from 'node:assert/strict';
import type { Connection } from '../../src/shared/connection.ts';
import { ownNamespace, sendOk } from '../support/executions.ts';
import { ALL, hostileFlow, KEY_SECRET, SHORT_NOTE, WEBHOOK_KEY } from '../support/hostileFlows.ts';
import { FILE_PATH, plantHostile } from '../support/plantHostile.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';

/** A part of a long source. */
interface Part {
  source: string;
  revision: number;
  nextLine?: number;
}

/** For a machine under load: the calls of one test take some seconds. */
const PATIENT_MS = 180_000;

for (const major of [1, 2] as const) {
  describe(`hostile data that is edited on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`edited${major}`);
    let mcp: McpClient;

    before(async function () {
      this.timeout(PATIENT_MS);
      await plantHostile(connection(), namespace);
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
    });
    after(() => mcp?.close());

    const readWhole = async (): Promise<{ source: string; revision: number }> => {
      const parts: string[] = [];
      let from: number | undefined = 1;
      let revision = 0;
      while (from !== undefined) {
        const wanted: Record<string, unknown> = { namespace, flow_id: 'hostile', from_line: from };
        const part: Part = (await mcp.call<Part>('get_flow', wanted)).result;
        parts.push(part.source);
        revision = part.revision;
        from = part.nextLine;
      }
      return { source: parts.join('\n'), revision };
    };

    it('is read part by part and saved as it was', async function () {
      this.timeout(PATIENT_MS);
      const { source, revision } = await readWhole();
      assert.match(source, /⟦U\+202E⟧/);
      assert.match(source, /key: ⟦hidden [0-9a-f]{8}⟧/);
      const same = { yaml_definition: source, based_on_revision: revision };
      const { result } = await mcp.call<{ outcome: string }>('save_flow', same);
      assert.equal(result.outcome, 'unchanged');
      const edited = source.replace('id: say\n', 'id: tell\n');
      const saved = await mcp.call<{ outcome: string; diff: string }>('save_flow', {
        yaml_definition: edited,
        based_on_revision: revision,
      });
      assert.equal(saved.result.outcome, 'updated');
      assert.match(saved.result.diff, /^-.*id: say$/m);
      assert.equal(
        await storedSource(connection(), namespace, 'hostile'),
        hostileFlow(namespace).replace('id: say\n', 'id: tell\n'),
      );
    });

    it('is not saved where a secret would be lost', async () => {
      const placeholder = '⟦hidden 00000000⟧';
      const yaml = (id: string): string =>
        hostileFlow(namespace).replace('id: hostile', `id: ${id}`).replace(WEBHOOK_KEY, placeholder);
      const error = await mcp.refused('save_flow', { yaml_definition: yaml('another') });
      assert.equal(error.code, 'INVALID');
      assert.match(error.message, /⟦hidden 00000000⟧ stands for a secret/);
      const file = { namespace, path: FILE_PATH, text: placeholder, overwrite: true };
      assert.equal((await mcp.refused('write_namespace_file', file)).code, 'INVALID');
      const entry = { namespace, key: 'data', value: { note: placeholder } };
      assert.equal((await mcp.refused('set_kv', entry)).code, 'INVALID');
    });

    it('comes back in files and values of keys, too', async function () {
      this.timeout(PATIENT_MS);
      const place = { namespace, path: FILE_PATH };
      const { content } = (
        await mcp.call<{ content: string }>('read_namespace_file', { ...place, limit: 50_000 })
      ).result;
      await mcp.call('write_namespace_file', { ...place, text: `${content}\nmore`, overwrite: true });
      assert.equal(await storedFile(connection(), place), `${ALL}\nmore`);
      const [data] = await Promise.all(
        ['data', 'db_password'].map((key) => mcp.call<{ value: object }>('get_kv', { namespace, key })),
      );
      const value = { ...data?.result.value, more: 1 };
      await mcp.call('set_kv', { namespace, key: 'data', value });
      const stored = await storedValue(connection(), namespace, 'data');
      assert.deepEqual(stored, { db: { password: KEY_SECRET }, note: SHORT_NOTE, more: 1 });
    });
  });
}

async function storedSource(connection: Connection, namespace: string, id: string): Promise<string> {
  const answer = await sendOk(connection, 'GET', `flows/${namespace}/${id}?source=true`);
  return ((await answer.json()) as { source: string }).source;
}

async function storedFile(
  connection: Connection,
  { namespace, path }: { namespace: string; path: string },
): Promise<string> {
  const query = new URLSearchParams({ path });
  return (await sendOk(connection, 'GET', `namespaces/${namespace}/files?${query.toString()}`)).text();
}

async function storedValue(connection: Connection, namespace: string, key: string): Promise<unknown> {
  const answer = await sendOk(connection, 'GET', `namespaces/${namespace}/kv/${key}`);
  return ((await answer.json()) as { value: unknown }).value;
}
