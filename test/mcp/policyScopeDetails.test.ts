import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  sendOk,
  startExecution,
  untilState,
} from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { createLinkedFlows } from '../support/linkedFlows.ts';
import { McpClient } from './support/client.ts';
import { approval, failing, sleepy } from './support/flows.ts';

const calling = (namespace: string, child: string): string => `
id: calling
namespace: ${namespace}
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${child}
    flowId: sleepy
    wait: true
`;

interface Listed {
  executions: { id: string; namespace: string }[];
  total: number;
  outOfScope?: string[];
}

interface Outcomes {
  results: { executionId: string; error?: { code: string } }[];
}

const POLL_MS = 50;

for (const major of [1, 2] as const) {
  describe(`what lies outside of a scope, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const base = ownNamespace(`edges${major}`);
    const inside = `${base}.in`;
    const outside = `${base}.hush`;
    let mcp: McpClient;
    let mine: string;
    let theirs: string;

    const start = async (namespace: string, flowId: string) =>
      startExecution(connection(), { namespace, flowId });

    before(async function () {
      this.timeout(120_000);
      for (const namespace of [inside, outside]) {
        for (const flow of [approval, failing, sleepy]) await createFlow(connection(), flow(namespace));
      }
      await createLinkedFlows(connection(), { namespace: inside, flowId: 'calling', links: 1 }, [
        calling(inside, outside),
      ]);
      for (const [namespace, key] of [
        [base, 'above'],
        [inside, 'own'],
      ] as const) {
        const body = { body: '"value"', headers: { 'content-type': 'text/plain' } };
        await sendOk(connection(), 'PUT', `namespaces/${namespace}/kv/${key}`, body);
      }
      [mine, theirs] = [await start(inside, 'approval'), await start(outside, 'approval')];
      await untilState(connection(), mine, 'PAUSED');
      await untilState(connection(), theirs, 'PAUSED');
      const namespaces = { allow: [`${inside}.*`, `${base}.also`], deny: [`${inside}.closed`] };
      mcp = await new McpClient({ ...connection(), namespaces }, { KESTRA_MCP_TOOLSET: 'all' }).start();
    });
    after(() => mcp?.close());

    it('is not counted in lists, which say that they are not of everything', async () => {
      const args = { state: ['PAUSED'], limit: 100 };
      const { result } = await mcp.call<Listed>('list_executions', args);
      assert.deepEqual([result.total, result.executions.map(({ id }) => id)], [1, [mine]]);
      assert.match(result.outOfScope?.join() ?? '', /Only what lies in the namespaces/);
      const above = await mcp.call<Listed>('list_executions', { ...args, namespace: base });
      assert.equal(above.result.total, 1);
      const own = await mcp.call<Listed>('list_executions', { ...args, namespace: `${inside}.sub` });
      assert.equal(own.result.outOfScope, undefined);
    });

    it('is refused for each id of several, and the others are done', async () => {
      const another = await start(inside, 'approval');
      await untilState(connection(), another, 'PAUSED');
      const { result } = await mcp.call<Outcomes>('resume_execution', {
        execution_ids: [theirs, another],
        on_resume: { reason: 'tested' },
      });
      assert.deepEqual(
        result.results.map(({ executionId, error }) => [executionId, error?.code]),
        [
          [theirs, 'REFUSED'],
          [another, undefined],
        ],
      );
      await untilState(connection(), another, 'SUCCESS');
      assert.equal((await readExecution(connection(), theirs)).state.current, 'PAUSED');
    });

    it('keeps a kill from what would take its subflows along', async () => {
      const id = await start(inside, 'calling');
      const child = await childOf(connection, { id, namespace: outside });
      const { code, message } = await mcp.refused('kill_execution', { execution_id: id });
      assert.equal(code, 'REFUSED');
      assert.match(message, /would also kill subflows outside/);
      assert.equal((await readExecution(connection(), id)).state.current, 'RUNNING');
      assert.equal((await readExecution(connection(), child)).state.current, 'RUNNING');
      const { result } = await mcp.call<ExecutionDetails & Listed>('get_execution', { execution_id: id });
      assert.equal(result.subflows, undefined);
      assert.match(result.outOfScope?.join() ?? '', /1 executions that it started lie outside/);
      const { code: refused } = await mcp.refused('kill_execution', { execution_id: child });
      assert.equal(refused, 'REFUSED');
      await sendOk(connection(), 'DELETE', killRoute(major, id));
    });

    it('is hidden among dependencies', async () => {
      const args = { namespace: inside, flow_id: 'calling' };
      const { result, raw } = await mcp.call<Listed>('get_dependencies', args);
      assert.match(result.outOfScope?.join() ?? '', /1 linked flows lie outside/);
      assert.ok(!JSON.stringify(raw).includes('hush'), JSON.stringify(raw));
    });

    it('is not inherited from', async () => {
      const args = { namespace: inside, inherited: true };
      const { result } = await mcp.call<{ keys: { key: string }[] } & Listed>('list_kv', args);
      assert.deepEqual(
        result.keys.map(({ key }) => key),
        ['own'],
      );
      assert.match(result.outOfScope?.join() ?? '', /inherited from namespaces outside is not told/);
      const { code } = await mcp.refused('get_kv', { namespace: inside, key: 'above' });
      assert.equal(code, 'REFUSED');
    });

    it('is not read by expressions', async () => {
      const expression = `{{ kv('above', '${base}') }}`;
      const { code, message } = await mcp.refused('evaluate_expression', { execution_id: mine, expression });
      assert.equal(code, 'REFUSED');
      assert.match(message, /kv\(\), which can read from other namespaces/);
      const plain = { execution_id: mine, expression: '{{ flow.id }}' };
      const { result } = await mcp.call<{ result: string }>('evaluate_expression', plain);
      assert.equal(result.result, 'approval');
    });

    it('is not called by flows that are saved', async () => {
      const yaml_definition = calling(inside, outside).replace('id: calling', 'id: fresh');
      const { code, message } = await mcp.refused('save_flow', { yaml_definition });
      assert.equal(code, 'REFUSED');
      assert.match(message, /which a task or trigger names, lies outside/);
      const own = calling(inside, inside).replace('id: calling', 'id: fresh');
      await mcp.call('save_flow', { yaml_definition: own });
    });

    it('is no resource', async () => {
      const { client } = mcp;
      const uris = [
        `kestra://flow/${outside}/approval`,
        `kestra://flow/${outside}/approval/graph`,
        ...['', '/logs', '/graph'].map((part) => `kestra://execution/${theirs}${part}`),
      ];
      for (const uri of uris) {
        await assert.rejects(client.readResource({ uri }), /outside the namespaces/, uri);
      }
      await assert.rejects(
        client.subscribeResource({ uri: `kestra://execution/${theirs}` }),
        /outside the namespaces/,
      );
      const listed = JSON.stringify(await client.listResources());
      assert.ok(listed.includes(mine) && !listed.includes(theirs) && !listed.includes('hush'), listed);
    });

    it('is neither completed nor put into prompts', async () => {
      const { client } = mcp;
      const complete = async (uri: string, name: string, value: string, known = {}): Promise<string[]> => {
        const ref = { type: 'ref/resource', uri } as const;
        const argument = { name, value };
        return (await client.complete({ ref, argument, context: { arguments: known } })).completion.values;
      };
      const flow = 'kestra://flow/{namespace}/{flow_id}{?revision}';
      assert.deepEqual(await complete(flow, 'namespace', base), [inside]);
      assert.deepEqual(await complete(flow, 'flow_id', 'app', { namespace: outside }), []);
      const executions = await complete('kestra://execution/{execution_id}', 'execution_id', '');
      assert.ok(executions.includes(mine) && !executions.includes(theirs));
      const prompts = [
        { name: 'debug_execution', arguments: { execution_id: theirs } },
        { name: 'review_flow', arguments: { namespace: outside, flow_id: 'approval' } },
        { name: 'hand_over', arguments: { namespace: outside } },
      ];
      for (const prompt of prompts) {
        await assert.rejects(client.getPrompt(prompt), /outside the namespaces/, prompt.name);
      }
      const overview = JSON.stringify(await client.getPrompt({ name: 'hand_over' }));
      assert.ok(!overview.includes('hush'), overview);
    });

    it('is told by connection_status as far as the user chose it', async () => {
      type Status = { namespaces?: { allowed?: string[]; denied?: string[] } };
      const { result } = await mcp.call<Status>('connection_status');
      assert.deepEqual(result.namespaces, {
        allowed: [`${inside}.*`, `${base}.also`],
        denied: [`${inside}.closed`],
      });
    });

    it('cannot be misspelt', async () => {
      const env = { KESTRA_MCP_DENIED_NAMESPACES: 'company.*.pay' };
      const wrong = await new McpClient(connection(), env).start();
      const { code, message } = await wrong.refused('list_namespaces');
      assert.equal(code, 'INVALID');
      assert.match(message, /KESTRA_MCP_DENIED_NAMESPACES: expected a namespace/);
      await wrong.close();
    });
  });
}

function killRoute(major: 1 | 2, id: string): string {
  return `executions/${id}${major === 1 ? '' : '/actions'}/kill?isOnKillCascade=true`;
}

/** The subflow's execution, once it runs. */
async function childOf(
  connection: () => Parameters<typeof sendOk>[0],
  { id, namespace }: { id: string; namespace: string },
): Promise<string> {
  const search = `executions/search?filters[namespace][EQUALS]=${namespace}&filters[triggerExecutionId][EQUALS]=${id}`;
  for (;;) {
    const answer = await sendOk(connection(), 'GET', search);
    const { results } = (await answer.json()) as { results: { id: string }[] };
    const [child] = results;
    if (child !== undefined) {
      await untilState(connection(), child.id, 'RUNNING');
      return child.id;
    }
    await sleep(POLL_MS);
  }
}
