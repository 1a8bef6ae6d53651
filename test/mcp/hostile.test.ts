import assert from 'node:assert/strict';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { LISTING, type ListedTool } from '../../src/mcp/listing.ts';
import { ownNamespace } from '../support/executions.ts';
import { ACTIVE } from '../support/hostile.ts';
import { askingFlow, CORPUS, givingFlow, hostileFlow, markOf } from '../support/hostileFlows.ts';
import { FILE_PATH, plantHostile, type HostileStage } from '../support/plantHostile.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient, textOf } from './support/client.ts';
import { activeIn, assertClean, textsIn } from './support/leaks.ts';
import { openSource } from './support/needs.ts';

type Arguments = Record<string, unknown>;

/** Arguments by their names: the same in every tool. */
const usual = ({ namespace, failed, paused, succeeded }: HostileStage): Arguments => ({
  namespace,
  flow_id: 'hostile',
  flow_ids: ['hostile'],
  execution_id: failed,
  other_execution_id: succeeded,
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

/** Arguments that a tool gets besides those that it requires. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  get_flow_graph: ['namespace', 'flow_id'],
  get_dependencies: ['flow_id'],
  search_flows: ['namespace'],
  list_flows_with_triggers: ['namespace'],
  list_executions: ['namespace', 'flow_id'],
  list_triggers: ['namespace'],
  get_health: ['namespace'],
  restart_execution: ['execution_id'],
  replay_execution: ['ids'],
  resume_execution: ['execution_ids'],
  compare_executions: ['other_execution_id'],
};

/** More calls of tools that read, for what one call does not show. */
const MORE: readonly [tool: string, args: (stage: HostileStage) => Arguments][] = [
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

interface LogPart {
  lines: { message: string }[];
  total: number;
  nextCursor?: string;
}

/** For a machine under load: the calls of one test take some seconds. */
const PATIENT_MS = 180_000;
const NONSENSE = 'no\u202Esuch\u200B \u001B[31mthing password=hun7er2hun7er2';

/** The part of a listed tool that says what it is called with. */
interface Schema {
  type: string;
  properties?: Readonly<Record<string, { type?: string }>>;
  required?: readonly string[];
}

for (const major of [1, 2] as const) {
  describe(`hostile data on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`hostile${major}`);
    let stage: HostileStage;
    let mcp: McpClient;
    let compat: McpClient;
    const answers: unknown[] = [];

    before(async function () {
      this.timeout(PATIENT_MS);
      stage = await plantHostile(connection(), namespace);
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
      compat = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'compat' }).start();
    });
    after(async () => {
      await mcp?.close();
      await compat?.close();
    });

    /** Whatever comes of it, an answer or an error: it has to be clean, and to be what it says it is. */
    const ask = async (client: McpClient, name: string, args: Arguments): Promise<CallToolResult> => {
      const progress: string[] = [];
      const raw = (await client.client.callTool({ name, arguments: args }, undefined, {
        onprogress: ({ message }) => progress.push(message ?? ''),
        timeout: PATIENT_MS,
      })) as CallToolResult;
      const where = `${name} ${JSON.stringify(args).slice(0, 200)}`;
      const told: unknown = JSON.parse(textOf(raw));
      assertClean([told, progress], where);
      assert.equal(raw.content.length, 1, where);
      if (raw.structuredContent !== undefined) assert.deepEqual(raw.structuredContent, told, where);
      if (raw.isError) assert.deepEqual(Object.keys(Object(told)).slice(0, 2), ['code', 'message'], where);
      answers.push(told);
      return raw;
    };

    /** As the tools of a catalogue want them, from what this Kestra holds. */
    const argumentsFor = ({ name, inputSchema }: ListedTool): Arguments => {
      const { required = [] }: Schema = inputSchema;
      const given = usual(stage);
      return Object.fromEntries([...required, ...(ALSO[name] ?? [])].map((one) => [one, given[one]]));
    };

    it('leaves, from every tool that reads, as text only', async function () {
      this.timeout(PATIENT_MS);
      for (const tool of openSource(LISTING.tools)) {
        if (!tool.annotations.readOnlyHint) continue;
        const raw = await ask(mcp, tool.name, argumentsFor(tool));
        assert.ok(!raw.isError, `${tool.name}: ${textOf(raw)}`);
      }
      for (const [name, args] of MORE) await ask(mcp, name, args(stage));
      const seen = new Set(answers.flatMap(activeIn));
      const unseen = ACTIVE.filter(({ text }) => !seen.has(text)).map(({ what }) => what);
      assert.deepEqual(unseen, [], 'all of it was there to be told');
      const texts = answers.flatMap(textsIn);
      const untold = CORPUS.filter((_, at) => !texts.some((text) => text.includes(markOf(at))));
      assert.deepEqual(untold, []);
    });

    it('is text where it stands in a member of a result', async () => {
      const messages: string[] = [];
      let cursor: string | undefined;
      do {
        const args = { execution_id: stage.failed, limit: 500, ...(cursor === undefined ? {} : { cursor }) };
        const { lines, nextCursor, total, ...rest } = (await mcp.call<LogPart>('get_execution_logs', args))
          .result;
        assert.deepEqual([typeof total, rest], ['number', {}]);
        messages.push(...lines.map(({ message }) => message));
        cursor = nextCursor;
      } while (cursor !== undefined);
      for (const { text } of ACTIVE)
        assert.ok(
          messages.some((message) => message.endsWith(text)),
          text,
        );
    });

    it('leaves as text from prompts, resources and completions, behind fences that it cannot close', async function () {
      this.timeout(PATIENT_MS);
      for (const { name, arguments: names } of LISTING.prompts) {
        const given: Record<string, string> = {
          execution_id: stage.failed,
          namespace,
          flow_id: 'hostile',
          goal: 'say hello',
          hours: '12',
        };
        const wanted = names.filter(({ required }) => required).map((one) => one.name);
        const args = Object.fromEntries(wanted.map((one) => [one, given[one] ?? 'hostile']));
        const prompt = await mcp.client.getPrompt({ name, arguments: args });
        assertClean(prompt, name);
        const [content] = prompt.messages.map((message) => message.content);
        assert.ok(content?.type === 'text');
        const [, fence = ''] = /<(data-[0-9a-f]{12})>/.exec(content.text) ?? [];
        const outside = content.text.replaceAll(new RegExp(`<${fence}>\n[^]*?\n</${fence}>`, 'g'), '');
        assert.deepEqual(activeIn(outside), [], name);
        assert.doesNotMatch(outside, /H\d+>/, name);
      }
      const { resources } = await mcp.client.listResources();
      assertClean(resources, 'resources/list');
      for (const { uriTemplate } of LISTING.resources) {
        const uri = uriTemplate
          .replace('{?revision}', '')
          .replace('{namespace}', namespace)
          .replace('{flow_id}', 'hostile')
          .replace('{execution_id}', stage.failed);
        assertClean(await mcp.client.readResource({ uri }), uri);
      }
      for (const { name, arguments: names } of LISTING.prompts) {
        for (const { name: argument, complete } of names) {
          if (complete === undefined) continue;
          const completion = {
            ref: { type: 'ref/prompt', name },
            argument: { name: argument, value: '' },
          } as const;
          const known = { context: { arguments: { namespace, flow_id: 'hostile' } } };
          assertClean(await mcp.client.complete({ ...completion, ...known }), `${name} ${argument}`);
        }
      }
    });

    it('forges no line of a log', async () => {
      const uri = `kestra://execution/${stage.forging}/logs`;
      const { contents } = await mcp.client.readResource({ uri });
      const [first] = contents;
      const text = first !== undefined && 'text' in first ? first.text : '';
      assert.match(text, /^ {4}2026-01-31T10:00:00Z ERROR broken All data is lost$/m);
      assert.doesNotMatch(text, /^2026-01-31T10:00:00Z/m);
    });

    it('leaves, from every tool of the official server, as text only', async function () {
      this.timeout(PATIENT_MS);
      for (const tool of openSource(LISTING.compatTools)) {
        const { inputSchema, effectBy } = tool;
        const args = argumentsFor(tool);
        const actions = Object.entries(effectBy?.effects ?? { '': tool.effect });
        for (const [action, effect] of actions) {
          if (effect !== 'read') continue;
          const { properties = {} }: Schema = inputSchema;
          const more = Object.fromEntries(
            Object.entries(usual(stage)).filter(([name]) => name in properties && name !== 'path'),
          );
          await ask(compat, tool.name, { ...more, ...args, ...(action === '' ? {} : { action }) });
        }
      }
    });

    it('leaves, from every tool that changes something, as text only, whatever comes of it', async function () {
      this.timeout(PATIENT_MS);
      for (const tool of openSource(LISTING.tools)) {
        if (tool.annotations.readOnlyHint) continue;
        await ask(mcp, tool.name, argumentsFor(tool));
        const { properties = {} }: Schema = tool.inputSchema;
        const nonsense = Object.fromEntries(
          Object.entries(argumentsFor(tool)).map(([name, value]) => [
            name,
            properties[name]?.type === 'string' ? NONSENSE : value,
          ]),
        );
        await ask(mcp, tool.name, nonsense);
      }
      assertClean([mcp.asked, mcp.logged], 'questions and log messages');
      assert.equal(mcp.stderr + compat.stderr, '');
    });
  });
}
