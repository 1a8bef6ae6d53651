import assert from 'node:assert/strict';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../src/shared/connection.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { createFlow, ownNamespace, readExecution, sendOk, startExecution, untilState } from '../support/executions.ts';
import { ACTIVE, HIDDEN, TELLING } from '../support/hostile.ts';
import {
  askingFlow,
  FILE_PATH,
  givingFlow,
  hostileFlow,
  markOf,
  plantHostile,
  type HostileStage,
} from '../support/hostileFlows.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient, textOf } from './support/client.ts';
import { activeIn, assertClean, textsIn } from './support/leaks.ts';

type Arguments = Record<string, unknown>;
type Stage = HostileStage & { connection: Connection };

/** Arguments by their names: the same in every tool. */
const usual = ({ namespace, failed, paused }: Stage): Arguments => ({
  namespace,
  flow_id: 'hostile',
  flow_ids: ['hostile'],
  execution_id: failed,
  execution_ids: [paused],
  ids: [failed],
  yaml_definition: hostileFlow(namespace),
  action: 'enable',
  trigger_ids: ['hook'],
  trigger_id: 'hook',
  disabled: false,
  state: 'FAILED',
  status: 'FAILED',
  type: 'io.kestra.plugin.core.log.Log',
  expression: '{{ outputs.give.value }}',
  key: 'text',
  keys: ['text', 'data', 'db_password'],
  value: 'x',
  query: 'hostile',
  path: FILE_PATH,
  to_path: '/notes/moved.txt',
  id: 'approve-before-release',
  user_prompt: 'a flow',
  q: 'hostile',
});

/** More calls of tools that read, for what one call does not show. */
const MORE: readonly [tool: string, args: (stage: Stage) => Arguments][] = [
  ['list_executions', ({ namespace }) => ({ namespace })],
  ['get_execution', ({ succeeded }) => ({ execution_id: succeeded })],
  ['get_execution', ({ paused }) => ({ execution_id: paused })],
  ['get_execution_outputs', ({ succeeded }) => ({ execution_id: succeeded })],
  ['search_flows', ({ namespace }) => ({ namespace, query: 'wh00k', search_in: 'source' })],
  ['search_flows', ({ namespace }) => ({ namespace, query: 'evil', search_in: 'source' })],
  ['get_flow', ({ namespace }) => ({ namespace, flow_id: 'asking' })],
  ['get_flow_graph', ({ failed }) => ({ execution_id: failed, format: 'text' })],
  ['get_flow_graph', ({ namespace }) => ({ yaml_definition: hostileFlow(namespace) })],
  ['get_execution_logs', ({ failed }) => ({ execution_id: failed, from: 'head', limit: 500 })],
  ['search_logs', ({ namespace }) => ({ namespace, limit: 200 })],
  ['list_namespace_files', ({ namespace }) => ({ namespace, recursive: true, path: '/' })],
  ['get_kv', ({ namespace }) => ({ namespace, key: 'data' })],
  ['get_kv', ({ namespace }) => ({ namespace, key: 'db_password' })],
  ['save_flow', ({ namespace }) => ({ yaml_definition: givingFlow(namespace) })],
  ['validate_flow', ({ namespace }) => ({ yaml_definition: `${askingFlow(namespace)}\nnonsense: "\u202E"` })],
];

/** Where the whole of a source comes in parts. */
interface Part {
  source: string;
  revision: number;
  nextLine?: number;
}

for (const major of [1, 2] as const) {
  describe(`hostile data on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`hostile${major}`);
    let stage: Stage;
    let mcp: McpClient;
    let compat: McpClient;
    const answers: unknown[] = [];

    before(async function () {
      this.timeout(120_000);
      stage = { ...(await plantHostile(connection(), namespace)), connection: connection() };
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
      compat = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'compat' }).start();
    });
    after(async () => {
      await mcp?.close();
      await compat?.close();
    });

    /** Whatever comes of it: an answer or an error, it has to be clean and what it says it is. */
    const ask = async (client: McpClient, name: string, args: Arguments): Promise<CallToolResult> => {
      const progress: string[] = [];
      const raw = (await client.client.callTool({ name, arguments: args }, undefined, {
        onprogress: ({ message }) => progress.push(message ?? ''),
      })) as CallToolResult;
      const where = `${name} ${JSON.stringify(args).slice(0, 200)}`;
      const told: unknown = JSON.parse(textOf(raw));
      assertClean([told, progress], where);
      if (raw.structuredContent !== undefined) assert.deepEqual(raw.structuredContent, told, where);
      if (raw.isError) assert.deepEqual(Object.keys(told as object).slice(0, 2), ['code', 'message'], where);
      answers.push(told);
      return raw;
    };

    const argumentsFor = (names: readonly string[], given: Arguments): Arguments =>
      Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]]));

    it('leaves as text only in what the tools that read tell', async function () {
      this.timeout(120_000);
      for (const { name, inputSchema, annotations } of LISTING.tools) {
        if (!annotations.readOnlyHint) continue;
        const args = argumentsFor(inputSchema.required ?? [], usual(stage));
        const raw = await ask(mcp, name, args);
        assert.ok(!raw.isError, `${name}: ${textOf(raw)}`);
      }
      for (const [name, args] of MORE) await ask(mcp, name, args(stage));
      const seen = new Set(answers.flatMap(activeIn));
      assert.deepEqual(
        ACTIVE.filter(({ text }) => !seen.has(text)).map(({ what }) => what),
        [],
        'all of it was there to be told',
      );
      const texts = answers.flatMap(textsIn);
      for (let index = 0; index < HIDDEN.length + TELLING.length; index += 1)
        assert.ok(texts.some((text) => text.includes(markOf(index))), markOf(index));
    });
  });
}
