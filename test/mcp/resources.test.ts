import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ResourceUpdatedNotificationSchema,
  type ReadResourceResult,
} from '@modelcontextprotocol/sdk/types.js';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { approval, failing } from './support/flows.ts';

const textIn = ({ contents: [first] }: ReadResourceResult): string =>
  first !== undefined && 'text' in first ? first.text : '';

for (const major of [1, 2] as const) {
  describe(`resources on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`resources${major}`);
    let mcp: McpClient;
    let failed = '';
    let paused = '';
    let updated: string[] = [];

    before(async () => {
      await createFlow(connection(), approval(namespace));
      await createFlow(connection(), failing(namespace));
      await createFlow(connection(), failing(namespace).replace('no number', 'no date'));
      failed = await startExecution(connection(), { namespace, flowId: 'failing' });
      paused = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), failed, 'FAILED');
      await untilState(connection(), paused, 'PAUSED');
      mcp = await new McpClient(connection()).start();
      mcp.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
        updated.push(params.uri);
      });
    });
    beforeEach(() => (updated = []));
    after(() => mcp?.close());

    const read = async (uri: string): Promise<ReadResourceResult> => mcp.client.readResource({ uri });
    const complete = async (
      variable: string,
      value: string,
      known: Record<string, string> = {},
    ): Promise<string[]> => {
      const uri = variable.startsWith('execution')
        ? 'kestra://execution/{execution_id}'
        : 'kestra://flow/{namespace}/{flow_id}{?revision}';
      const { completion } = await mcp.client.complete({
        ref: { type: 'ref/resource', uri },
        argument: { name: variable, value },
        context: { arguments: known },
      });
      return completion.values;
    };
    const refused = (uri: string, code: number, message: RegExp): Promise<void> =>
      assert.rejects(read(uri), (error: { code: number; message: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      });

    it('a flow is its YAML, now and at a revision', async () => {
      const uri = `kestra://flow/${namespace}/failing`;
      const now = await read(uri);
      assert.equal(now.contents[0]?.mimeType, 'application/yaml');
      assert.match(textIn(now), /^ *errorMessage: the invoice has no date$/m);
      assert.match(textIn(await read(`${uri}?revision=1`)), /^ *errorMessage: the invoice has no number$/m);
    });

    it('a long flow ends with where to go on', async () => {
      const long = failing(namespace).replace('id: failing', 'id: long');
      const comments = Array.from(
        { length: 200 },
        (_, line) => `# a remark that takes some room, number ${line}`,
      );
      await createFlow(connection(), `${long.trim()}\n${comments.join('\n')}\n`);
      const text = textIn(await read(`kestra://flow/${namespace}/long`));
      assert.ok(Buffer.byteLength(text) < 6_000, `${Buffer.byteLength(text)} bytes`);
      assert.match(text, /# Cut here: get_flow with from_line \d+ tells the lines up to 2\d\d\.\n$/);
    });

    it('an execution is what get_execution tells', async () => {
      const text = textIn(await read(`kestra://execution/${failed}`));
      const { result } = await mcp.call('get_execution', { execution_id: failed });
      assert.deepEqual(JSON.parse(text), result);
    });

    it('the logs of an execution are lines', async () => {
      const text = textIn(await read(`kestra://execution/${failed}/logs`));
      assert.match(text, /^\S+Z INFO  hello hello from hello$/m);
      assert.match(text, /^\S+Z ERROR broken the invoice has no date$/m);
    });

    it('the graphs of a flow and of an execution are Mermaid, the latter with states', async () => {
      const ofFlow = await read(`kestra://flow/${namespace}/failing/graph`);
      assert.equal(ofFlow.contents[0]?.mimeType, 'text/vnd.mermaid');
      assert.match(textIn(ofFlow), /^flowchart/);
      assert.match(textIn(ofFlow), /broken/);
      const ofExecution = textIn(await read(`kestra://execution/${failed}/graph`));
      assert.match(ofExecution, /hello[^\n]*SUCCESS/);
      assert.match(ofExecution, /broken[^\n]*FAILED/);
      await refused('kestra://execution/none/graph', -32002, /./);
    });

    it('the list names what waits and what just failed', async () => {
      const { resources } = await mcp.client.listResources();
      const listed = (id: string): string | undefined =>
        resources.find(({ uri }) => uri === `kestra://execution/${id}`)?.title;
      assert.ok(resources.length <= 20);
      assert.equal(listed(failed), 'failing FAILED');
      // Other suites may leave older ones waiting, of which only some are listed.
      assert.ok(resources.some(({ title }) => title?.endsWith('PAUSED')));
    });

    it('what does not exist is -32002, what is no revision -32602', async () => {
      await refused('kestra://execution/none', -32002, /There is no execution 'none'/);
      await refused('kestra://execution/none/logs', -32002, /There is no execution 'none'/);
      await refused(`kestra://flow/${namespace}/none`, -32002, /There is no flow/);
      await refused('kestra://flow/only', -32002, /There is no resource/);
      await refused('file:///etc/passwd', -32002, /There is no resource/);
      await refused(`kestra://flow/${namespace}/failing?revision=0`, -32602, /'0' is not a revision/);
    });

    it('variables are completed with namespaces, flows, revisions and recent executions', async () => {
      assert.deepEqual(await complete('namespace', namespace.slice(0, -2)), [namespace]);
      assert.deepEqual(await complete('flow_id', 'fail', { namespace }), ['failing']);
      assert.deepEqual(await complete('revision', '', { namespace, flow_id: 'failing' }), ['2', '1']);
      assert.deepEqual(await complete('execution_id', failed.slice(0, 12)), [failed]);
      await assert.rejects(complete('colour', ''), { code: -32602 });
    });

    it('a subscription tells each change until the execution ends, for all that belongs to it', async () => {
      const uris = [`kestra://execution/${paused}`, `kestra://execution/${paused}/logs`];
      for (const uri of uris) await mcp.client.subscribeResource({ uri });
      await mcp.call('resume_execution', { execution_ids: [paused], on_resume: { reason: 'tested' } });
      await untilState(connection(), paused, 'SUCCESS');
      await eventually(async () => {
        assert.deepEqual(new Set(updated), new Set(uris));
        assert.equal(JSON.parse(textIn(await read(uris[0] ?? ''))).state, 'SUCCESS');
      });
    });

    it('nothing is told after unsubscribing', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), id, 'PAUSED');
      const uri = `kestra://execution/${id}`;
      await mcp.client.subscribeResource({ uri });
      await mcp.client.unsubscribeResource({ uri });
      await mcp.call('kill_execution', { execution_id: id });
      await sleep(1_500);
      assert.ok(!updated.includes(uri));
    });

    it('only executions that exist can be subscribed to', async () => {
      const subscribe = (uri: string) => mcp.client.subscribeResource({ uri });
      await assert.rejects(subscribe('kestra://execution/none'), { code: -32002 });
      await assert.rejects(subscribe(`kestra://flow/${namespace}/failing`), { code: -32602 });
    });
  });
}

describe('resources of a server with groups switched off', () => {
  const connection = withKestra();
  let mcp: McpClient;
  before(async () => {
    mcp = await new McpClient(connection(), { KESTRA_MCP_DISABLED_TOOLS: 'logs,execution' }).start();
  });
  after(() => mcp?.close());

  it('have none of these groups', async () => {
    const { resourceTemplates } = await mcp.client.listResourceTemplates();
    assert.deepEqual(
      resourceTemplates.filter(({ uriTemplate }) =>
        uriTemplate.startsWith('kestra://execution/{execution_id}/logs'),
      ),
      [],
    );
    assert.deepEqual((await mcp.client.listResources()).resources, []);
    const uri = 'kestra://execution/any';
    await assert.rejects(mcp.client.readResource({ uri }), { code: -32002 });
    await assert.rejects(mcp.client.subscribeResource({ uri }), { code: -32602 });
  });
});

async function eventually(check: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 10_000; ; await sleep(100)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
