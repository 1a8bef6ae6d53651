import assert from 'node:assert/strict';
import { createBigExecution, createManyFlows, type BigExecution } from '../support/bigData.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient, textOf } from './support/client.ts';

const SIZE = { rounds: 249, linesOfEach: 80 };
const FLOWS = 2_000;
const MOST_BYTES = 6 * 1024;
/** A call that takes longer is of no use to somebody who waits for the agent. */
const MOST_MS = 10_000;

type Arguments = Record<string, unknown>;

/** Tools on the big execution or the many flows, and the most requests that each may make for one answer. */
const CALLS: [tool: string, args: (big: { id: string; namespace: string }) => Arguments, requests: number][] =
  [
    ['get_execution', ({ id }) => ({ execution_id: id }), 5],
    ['explain_failure', ({ id }) => ({ execution_id: id }), 8],
    ['compare_executions', ({ id }) => ({ execution_id: id, other_execution_id: id }), 8],
    // 2.x tells the outputs of one task run at a time; ten are shown.
    ['get_execution_outputs', ({ id }) => ({ execution_id: id }), 13],
    ['get_execution_metrics', ({ id }) => ({ execution_id: id }), 2],
    ['get_flow_graph', ({ id }) => ({ execution_id: id }), 4],
    ['get_flow_graph', ({ id }) => ({ execution_id: id, format: 'text' }), 4],
    ['get_flow', ({ namespace }) => ({ namespace, flow_id: 'big' }), 1],
    ['get_execution_logs', ({ id }) => ({ execution_id: id, limit: 500 }), 2],
    ['get_execution_logs', ({ id }) => ({ execution_id: id, limit: 500, from: 'head' }), 2],
    ['follow_execution_logs', ({ id }) => ({ execution_id: id }), 5],
    ['download_execution_logs', ({ id }) => ({ execution_id: id }), 2],
    ['search_logs', ({ namespace }) => ({ namespace, limit: 200 }), 1],
    ['delete_execution', ({ id }) => ({ execution_id: id }), 6],
    ['delete_execution_logs', ({ id }) => ({ execution_id: id }), 2],
    ['list_executions', ({ namespace }) => ({ namespace, limit: 100 }), 1],
    ['get_health', ({ namespace }) => ({ namespace }), 20],
    ['list_namespaces', ({ namespace }) => ({ query: namespace, limit: 100 }), 1],
    ['search_flows', ({ namespace }) => ({ namespace, limit: 100 }), 1],
    ['search_flows', ({ namespace }) => ({ namespace, query: 'flwo-1234', limit: 100 }), 5],
    ['search_flows', ({ namespace }) => ({ namespace, query: 'I am', search_in: 'source', limit: 100 }), 1],
    ['list_flows_with_triggers', ({ namespace }) => ({ namespace }), 5],
    ['get_dependencies', ({ namespace }) => ({ namespace: `${namespace}.team-1` }), 2],
  ];

for (const major of [1, 2] as const) {
  describe(`an execution of 500 task runs, 20,000 log lines and 2,000 flows on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`big${major}`);
    let proxy: FaultProxy;
    let mcp: McpClient;
    let big: BigExecution;
    let flows: string[];

    before(async function () {
      this.timeout(120_000);
      big = await createBigExecution(connection(), namespace, { major, ...SIZE });
      flows = await createManyFlows(connection(), { major, namespace, count: FLOWS });
      proxy = await startFaultProxy(connection().baseUrl);
      mcp = await new McpClient(
        { ...connection(), baseUrl: proxy.baseUrl },
        { KESTRA_MCP_TOOLSET: 'all' },
      ).start();
      // The version of Kestra is asked for once, by the first call that needs it.
      await mcp.call('get_execution', { execution_id: big.id });
    });
    after(async () => {
      await mcp?.close();
      await proxy?.close();
    });

    /** All items of a list, page after page. */
    const walk = async <T>(tool: string, args: Arguments, items: (page: never) => T[]): Promise<T[]> => {
      const found: T[] = [];
      let cursor: string | undefined;
      do {
        const { result, raw } = await mcp.call<{ nextCursor?: string }>(tool, { ...args, cursor });
        assert.ok(Buffer.byteLength(textOf(raw)) <= MOST_BYTES, `${Buffer.byteLength(textOf(raw))} bytes`);
        found.push(...items(result as never));
        cursor = result.nextCursor;
      } while (cursor !== undefined);
      return found;
    };

    it('is that big', () => {
      assert.equal(big.taskRuns, 500);
      assert.ok(big.lines > 19_900, `${big.lines} lines`);
      assert.equal(flows.length, FLOWS);
    });

    for (const [tool, args, requests] of CALLS) {
      const shown = JSON.stringify(args({ id: '…', namespace: '…' }));
      it(`${tool} ${shown} answers in 6 KB, in time and with at most ${requests} requests`, async () => {
        const before = proxy.heard.length;
        const start = performance.now();
        const { raw } = await mcp.call(tool, args({ id: big.id, namespace }));
        const took = performance.now() - start;
        const bytes = Buffer.byteLength(textOf(raw));
        const heard = proxy.heard.slice(before);
        assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
        assert.ok(took < MOST_MS, `${took} ms`);
        assert.ok(heard.length <= requests, `${heard.length} requests: ${heard.join(', ')}`);
      });
    }

    it('search_flows gives every flow once, page after page', async () => {
      type Page = { flows: { namespace: string; id: string }[] };
      const names = ({ flows: found }: Page) => found.map((flow) => `${flow.namespace}.${flow.id}`);
      const all = await walk('search_flows', { namespace, limit: 100 }, names);
      assert.deepEqual(all.toSorted(), [`${namespace}.big`, ...flows].toSorted());
      // By text 1.x finds more than what holds it: it looks for the single words.
      const found = await walk('search_flows', { namespace, query: 'flow-01', limit: 100 }, names);
      const wanted = flows.filter((name) => name.includes('flow-01'));
      assert.deepEqual(
        wanted.filter((name) => !found.includes(name)),
        [],
      );
      assert.equal(new Set(found).size, found.length);
    });

    it('get_execution_logs gives every line of a task once, from either end', async () => {
      const one = { execution_id: big.id, min_level: 'INFO', query: 'l7x', limit: 200 };
      type Page = { lines: { message: string }[]; total: number };
      for (const from of ['tail', 'head']) {
        const found = await walk('get_execution_logs', { ...one, from }, (page: Page) => page.lines);
        assert.equal(found.length, SIZE.rounds);
        assert.ok(found.every(({ message }) => message === 'l7x of 80'));
      }
    });

    it('search_logs gives every line that it finds, page after page', async () => {
      const search = { namespace, flow_id: 'big', query: 'l7x', limit: 100 };
      type Page = { lines: { executionId: string }[] };
      const found = await walk('search_logs', search, (page: Page) => page.lines);
      assert.equal(found.filter(({ executionId }) => executionId === big.id).length, SIZE.rounds);
    });

    it('get_execution_outputs goes on where it ended', async () => {
      type Page = { taskRuns: { taskRunId: string }[] };
      const args = { execution_id: big.id, limit: 50 };
      const found = await walk('get_execution_outputs', args, ({ taskRuns = [] }: Partial<Page>) => taskRuns);
      assert.equal(found.length, SIZE.rounds);
      assert.equal(new Set(found.map(({ taskRunId }) => taskRunId)).size, SIZE.rounds);
    });
  });
}
