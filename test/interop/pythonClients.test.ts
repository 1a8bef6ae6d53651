import assert from 'node:assert/strict';
import { LISTING } from '../../src/mcp/listing.ts';
import { VERSION } from '../../src/mcp/version.ts';
import { createFlow, ownNamespace, readExecution } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { approval, failing } from '../mcp/support/flows.ts';
import { PythonClient } from './pythonClient.ts';
import { GENERATIONS, INSTALL_LIMIT_MS, pythonPackages } from './pythonPackages.ts';

interface Initialized {
  serverInfo: { name: string; version: string };
  protocolVersion: string;
  instructions: string;
}
interface Listed {
  name: string;
  annotations: { readOnlyHint: boolean };
}
interface Called {
  isError: boolean;
  content: { type: string; text: string }[];
  structuredContent: { flows: { id: string }[]; id: string; state: string };
  progress: (string | null)[];
  /** FastMCP only: the class that it made of the output schema. */
  typed?: string;
}

for (const generation of GENERATIONS) {
  const { mcp, fastMcp } = generation;
  for (const [title, script] of [
    [mcp, 'officialClient.py'],
    [fastMcp, 'fastMcpClient.py'],
  ] as const) {
    describe(`the Python client ${title}`, () => {
      const connection = withKestra();
      const namespace = ownNamespace('interop');
      let client: PythonClient;

      before(async function () {
        this.timeout(INSTALL_LIMIT_MS);
        const packages = await pythonPackages(generation);
        for (const flow of [approval, failing]) await createFlow(connection(), flow(namespace));
        client = new PythonClient(script, packages, connection());
      });
      after(() => client?.kill());

      const call = (name: string, args: object): Promise<Called> =>
        client.ask('call_tool', { name, arguments: args });

      it('initializes', async () => {
        const { serverInfo, instructions } = await client.ask<Initialized>('initialize');
        assert.deepEqual([serverInfo.name, serverInfo.version], ['kestra-mcp', VERSION]);
        assert.match(instructions, /Operate Kestra/);
      });

      it('lists the tools, with what they do to Kestra', async () => {
        const tools = await client.ask<Listed[]>('list_tools');
        const daily = LISTING.tools.filter((tool) => tool.daily);
        assert.deepEqual(
          tools.map(({ name, annotations }) => [name, annotations.readOnlyHint]),
          daily.map(({ name, annotations }) => [name, annotations.readOnlyHint]),
        );
      });

      it('reads: the result fits the output schema', async () => {
        const { isError, structuredContent, content, typed } = await call('search_flows', { namespace });
        assert.equal(isError, false);
        assert.deepEqual(JSON.parse(content[0]?.text ?? ''), structuredContent);
        assert.deepEqual(
          structuredContent.flows.map(({ id }) => id),
          ['approval', 'failing'],
        );
        if (script === 'fastMcpClient.py') assert.equal(typed, 'Root');
      });

      it('changes something, with progress until it pauses', async () => {
        const run = await call('execute_flow', { namespace, flow_id: 'approval', inputs: { amount: 20 } });
        assert.equal(run.isError, false, run.content[0]?.text);
        const { id, state } = run.structuredContent;
        assert.equal(state, 'PAUSED');
        assert.equal(run.progress[0], `Started ${id}`);
        assert.match(run.progress.at(-1) ?? '', /task runs, now gate$/);
        const resumed = await call('resume_execution', {
          execution_ids: [id],
          on_resume: { reason: 'from Python' },
        });
        assert.equal(resumed.isError, false, resumed.content[0]?.text);
        assert.notEqual((await readExecution(connection(), id)).state.current, 'PAUSED');
      });

      it('reads resources', async () => {
        const templates = await client.ask<{ uriTemplate: string }[]>('list_resource_templates');
        assert.deepEqual(
          templates.map(({ uriTemplate }) => uriTemplate),
          LISTING.resources.map(({ uriTemplate }) => uriTemplate),
        );
        const uri = `kestra://flow/${namespace}/failing`;
        const [source] = await client.ask<{ text: string; mimeType: string }[]>('read_resource', { uri });
        assert.equal(source?.mimeType, 'application/yaml');
        assert.match(source.text, /the invoice has no number/);
        const missing = client.ask('read_resource', { uri: `kestra://flow/${namespace}/no-such-flow` });
        await assert.rejects(missing, /There is no flow .*no-such-flow/);
      });

      it('gets prompts, with completed arguments', async () => {
        const prompts = await client.ask<{ name: string }[]>('list_prompts');
        assert.deepEqual(
          prompts.map(({ name }) => name),
          LISTING.prompts.map(({ name }) => name),
        );
        const argument = { name: 'namespace', value: namespace.slice(0, -1) };
        const completed = await client.ask<{ values: string[] }>('complete', {
          prompt: 'review_flow',
          argument,
        });
        assert.deepEqual(completed.values, [namespace]);
        const [message] = await client.ask<{ content: { text: string } }[]>('get_prompt', {
          name: 'review_flow',
          arguments: { namespace, flow_id: 'failing' },
        });
        assert.match(message?.content.text ?? '', /the invoice has no number/);
      });

      it('is told what went wrong and what to do next', async () => {
        const { isError, content } = await call('get_flow', { namespace, flow_id: 'no-such-flow' });
        assert.equal(isError, true);
        const error = JSON.parse(content[0]?.text ?? '') as { code: string; hint: string };
        assert.equal(error.code, 'NOT_FOUND');
        assert.match(error.hint, /search_flows/);
      });

      it('is refused a tool that there is not', async () => {
        await assert.rejects(call('no_such_tool', {}), /There is no tool 'no_such_tool'/);
      });

      it('ends without an error', async () => {
        assert.equal(await client.close(), 0);
      });
    });
  }
}
