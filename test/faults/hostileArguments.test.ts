import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import { McpClient } from '../mcp/support/client.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { gate, quick } from './support/flows.ts';
import { argumentsFor, KINDS, type Known, type Schema } from './support/hostileArguments.ts';
import { inLanes } from './support/lanes.ts';
import { Random } from '../support/random.ts';
import { IS_LONG, SEED } from './support/cases.ts';
import { record } from './support/reliability.ts';

const CASES_EACH = IS_LONG ? 100 : 2;
const LANES = 6;

const CODES =
  /^(INVALID|UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|CONFLICT|REFUSED|RATE_LIMITED|UNAVAILABLE|TIMEOUT|INTERRUPTED|UNEXPECTED)$/;
/** Words of a program that has lost its way. */
const BUG =
  /TypeError|RangeError|ReferenceError|SyntaxError|Cannot read|is not a function|is not iterable|call stack|\[object Object\]|\.js:\d+/;

for (const major of [1, 2] as const) {
  for (const access of ['read', 'full'] as const) {
    describe(`arguments made from the schemas of the tools, Kestra ${major}.x, access ${access} (seed ${SEED})`, function () {
      this.timeout(IS_LONG ? 3_600_000 : 240_000);
      const connection = withKestra(major);
      const namespace = ownNamespace(`args${major}`);
      const random = new Random(SEED + major);
      let mcp: McpClient;
      let tools: Tool[];
      let known: Known;
      let files: string;

      before(async () => {
        for (const flow of [quick, gate]) await createFlow(connection(), flow(namespace));
        const id = await startExecution(connection(), { namespace, flowId: 'quick' });
        await untilState(connection(), id, 'SUCCESS');
        // One tool writes files; they shall not lie about here.
        files = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-arguments-'));
        const env = { KESTRA_MCP_TOOLSET: 'all', KESTRA_MCP_FILE_ROOTS: files };
        mcp = await new McpClient({ ...connection(), access }, env).start();
        ({ tools } = await mcp.client.listTools());
        known = {
          namespace,
          flow_id: 'quick',
          execution_id: id,
          execution_ids: [id],
          source: quick(namespace),
          wait_seconds: 1,
        };
      });
      after(async () => {
        await mcp?.close();
        await rm(files, { recursive: true, force: true });
      });

      for (const kind of KINDS) {
        it(`${kind}: every tool does it, or tells what is wrong`, async () => {
          const cases = tools.flatMap((tool) => Array.from({ length: CASES_EACH }, () => tool));
          await inLanes(cases, LANES, async ({ name, inputSchema }) => {
            const args = argumentsFor(inputSchema as Schema, kind, known, random);
            const told = `${name}(${JSON.stringify(args).slice(0, 1_500)})`;
            const call = mcp.client.callTool({ name, arguments: args }).catch((error: unknown) => {
              throw new Error(`${told}: ${String(error)}`);
            });
            assertTold(await call, told);
          });
          assert.deepEqual(await mcp.client.ping(), {});
          assert.equal(mcp.stderr, '');
          await record('Calls of tools with arguments made from their schemas', cases.length);
        });
      }

      it('afterwards everything is as it was', async () => {
        const { result } = await mcp.call<{ flows: { id: string }[] }>('search_flows', {
          namespace,
          limit: 100,
        });
        assert.ok(result.flows.some(({ id }) => id === 'gate'));
        assert.equal(Reflect.get({}, 'polluted'), undefined);
      });
    });
  }
}

function assertTold(outcome: Awaited<ReturnType<McpClient['client']['callTool']>>, told: string): void {
  if (outcome.isError !== true) return;
  const [{ text }] = outcome.content as [{ text: string }];
  const { code, message, httpStatus } = JSON.parse(text) as ErrorObject;
  const all = `${told} → ${text.slice(0, 1_500)}`;
  assert.match(code, CODES, all);
  assert.notEqual(message, '', all);
  // What Kestra says when it fails is its own; ours never sounds like that.
  if (httpStatus === undefined) assert.doesNotMatch(message, BUG, all);
  if (code === 'UNEXPECTED') assert.ok(httpStatus !== undefined || message.startsWith('The answer'), all);
}
