import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLine } from '../../src/shared/audit/auditLine.ts';
import { connectionToEnvironment } from '../../src/shared/variables.ts';
import { createFlow, ownNamespace, sendOk, startExecution } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { withAudit } from './support/auditOf.ts';
import { McpClient } from './support/client.ts';
import { sleepy } from './support/flows.ts';
import { ServerProcess } from './support/serverProcess.ts';

const secretive = (namespace: string): string => `
id: secretive
namespace: ${namespace}
inputs:
  - id: card
    type: SECRET
  - id: pin
    type: INT
    defaults: 1
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: hello
`;

const CARD = 'card-4711-0815-xyz';
const PIN = 987_654;

for (const major of [1, 2] as const) {
  describe(`the audit log of calls to Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const audit = withAudit();
    const namespace = ownNamespace('audit');
    let mcp: McpClient;

    before(async () => {
      await createFlow(connection(), secretive(namespace));
      await createFlow(connection(), sleepy(namespace));
      const asked = { ...connection(), access: 'operate', name: 'books' } as const;
      mcp = await new McpClient(asked, { KESTRA_MCP_TOOLSET: 'default,flow,kv', ...audit().env }).start();
    });
    after(() => mcp.close());

    it('a call that reads is one line, with who, where and what', async () => {
      await mcp.call('get_flow', { namespace, flow_id: 'secretive' });
      const [line, ...more] = await audit().lastCall();
      assert.deepEqual(more, []);
      assert.ok(line);
      const { id, time, pid, who, ms, ...told } = line;
      assert.ok(id && who && pid && ms !== undefined);
      assert.ok(Math.abs(Date.now() - Date.parse(time)) < 60_000, time);
      assert.deepEqual(told, {
        v: 1,
        event: 'call',
        client: 'test 1',
        connection: 'books',
        url: connection().baseUrl,
        tenant: connection().tenant,
        tool: 'get_flow',
        namespace,
        flow: 'secretive',
        args: {},
        effect: 'read',
        decision: 'allowed',
        outcome: 'ok',
      });
    });

    it('a call that acts is noted before and after, with the execution that it started', async () => {
      const inputs = { card: CARD, pin: PIN };
      const labels = { team: 'billing', api_token: 'abcdef123456' };
      const { result } = await mcp.call<{ id: string }>('execute_flow', {
        namespace,
        flow_id: 'secretive',
        inputs,
        labels,
      });
      const [begin, end, ...more] = await audit().lastCall();
      assert.deepEqual(more, []);
      assert.deepEqual(
        [begin?.event, begin?.tool, begin?.namespace, begin?.flow, begin?.effect, begin?.decision],
        ['begin', 'execute_flow', namespace, 'secretive', 'trigger', 'allowed'],
      );
      assert.deepEqual([end?.event, end?.outcome, end?.results], ['end', 'ok', [result.id]]);
      const args = begin?.args as { labels: Record<string, string>; inputs: Record<string, string> };
      assert.equal(args.labels['team'], 'billing');
      assert.match(args.labels['api_token'] ?? '', /^#[0-9a-f]{8} \(12 characters\)$/);
      assert.match(args.inputs['card'] ?? '', /^#[0-9a-f]{8} \(18 characters\)$/);
    });

    it('an execution that is known by its id only is told with its flow', async () => {
      const executionId = await startExecution(connection(), { namespace, flowId: 'sleepy' });
      await mcp.call('kill_execution', { execution_id: executionId });
      const [begin, end] = await audit().lastCall();
      assert.deepEqual(begin?.executions, [executionId]);
      assert.deepEqual([end?.namespace, end?.flow, end?.results], [namespace, 'sleepy', undefined]);
    });

    it('what Kestra refuses is told with its status, and without its words', async () => {
      await mcp.refused('kill_execution', { execution_id: 'nowhere' });
      const [begin, end] = await audit().lastCall();
      assert.equal(begin?.decision, 'allowed');
      assert.deepEqual([end?.outcome, end?.status, end?.says], ['NOT_FOUND', 404, undefined]);
    });

    const denials: [string, string, Record<string, unknown>, Partial<AuditLine>][] = [
      [
        'beyond the access level',
        'delete_flow',
        { flow_id: 'sleepy' },
        { reason: 'access', outcome: 'REFUSED' },
      ],
      ['wrong arguments', 'get_flow', { flow: 'sleepy' }, { reason: 'arguments', outcome: 'INVALID' }],
    ];
    for (const [name, tool, args, expected] of denials) {
      it(`denied: ${name}`, async () => {
        await mcp.refused(tool, { namespace, ...args });
        const [line, ...more] = await audit().lastCall();
        assert.deepEqual(more, []);
        assert.deepEqual(
          [line?.event, line?.tool, line?.namespace, line?.decision, line?.reason, line?.outcome],
          ['call', tool, namespace, 'denied', expected.reason, expected.outcome],
        );
      });
    }

    it('denied: a tool that does not exist, under a name that is none', async () => {
      const name = `drop\n{"v":1}\u001b[2J${'x'.repeat(10_000)}`;
      await assert.rejects(mcp.client.callTool({ name, arguments: { namespace } }), /There is no tool/);
      const [line] = await audit().lastCall();
      assert.deepEqual(
        [line?.decision, line?.reason, line?.namespace],
        ['denied', 'unknown_tool', namespace],
      );
      assert.ok(line?.tool?.startsWith('drop'));
      assert.ok(!(await audit().text()).includes('\u001b'));
    });

    it('a call that the client cancels', async () => {
      const cancel = new AbortController();
      const call = mcp.call('execute_flow', { namespace, flow_id: 'sleepy' }, cancel.signal);
      for (;;) {
        const last = (await audit().lines()).at(-1);
        if (last?.event === 'begin' && last.flow === 'sleepy') break;
        await sleep(10);
      }
      cancel.abort();
      await assert.rejects(call);
      const [, end] = await audit().lastCall();
      assert.equal(end?.outcome, 'cancelled');
    });

    it('resources and prompts that read from Kestra', async () => {
      const uri = `kestra://flow/${namespace}/secretive`;
      await mcp.client.readResource({ uri });
      const [resource] = await audit().lastCall();
      assert.deepEqual(
        [resource?.tool, resource?.args, resource?.outcome],
        ['resources/read', { uri }, 'ok'],
      );
      const name = 'review_flow';
      await mcp.client.getPrompt({ name, arguments: { namespace, flow_id: 'secretive' } });
      const [prompt] = await audit().lastCall();
      assert.deepEqual([prompt?.tool, prompt?.flow], ['prompts/get review_flow', 'secretive']);
      await assert.rejects(mcp.client.readResource({ uri: 'kestra://execution/nowhere' }));
      assert.equal((await audit().lastCall())[0]?.outcome, 'NOT_FOUND');
    });

    it('however much a call is given, its lines stay short', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `none${index}${'x'.repeat(200)}`);
      await mcp.client.callTool({ name: 'resume_execution', arguments: { execution_ids: ids } });
      await mcp.client.callTool({
        name: 'get_flow',
        arguments: { namespace: 'ä'.repeat(100_000), flow_id: 'x' },
      });
      for (const line of (await audit().text()).split('\n')) assert.ok(Buffer.byteLength(line) < 4_096);
    });

    it('no secret is in it: of the connection, of inputs, of values', async () => {
      const { auth } = connection();
      assert.equal(auth.kind, 'basic');
      const password = auth.kind === 'basic' ? auth.password : '';
      const basic = Buffer.from(`${auth.kind === 'basic' ? auth.username : ''}:${password}`).toString(
        'base64',
      );
      for (const text of [password, basic, encodeURIComponent(password)]) {
        await mcp.client.callTool({ name: 'search_flows', arguments: { query: text, [text]: text } });
        await mcp.client.callTool({
          name: 'list_executions',
          arguments: { namespace: text, labels: [text] },
        });
        await mcp.client.callTool({ name: 'get_execution', arguments: { execution_id: text } });
        await assert.rejects(mcp.client.callTool({ name: text, arguments: {} }));
      }
      await mcp.refused('set_kv', { namespace, key: 'k', value: CARD });
      const text = await audit().text();
      for (const secret of [password, basic, CARD, String(PIN), 'abcdef123456']) {
        assert.ok(!text.includes(secret), secret);
      }
      assert.ok(text.includes('set_kv'));
    });
  });
}

describe('the audit log of a server that is killed', () => {
  const connection = withKestra();
  const audit = withAudit();
  const namespace = ownNamespace('auditkill');

  it('has a line for each call that was answered, and for each that reached Kestra', async () => {
    await createFlow(connection(), secretive(namespace));
    const server = new ServerProcess({ ...connectionToEnvironment(connection()), ...audit().env });
    await server.initialize();
    const params = (index: number): object => ({
      name: 'execute_flow',
      arguments: { namespace, flow_id: 'secretive', inputs: { card: CARD, pin: index }, wait: false },
    });
    for (let id = 1; id <= 50; id += 1)
      server.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: params(id) })}\n`);
    // The first answers have come, the last have not.
    for (const end = Date.now() + 20_000; server.lines.length < 8 && Date.now() < end;) await sleep(1);
    server.kill();
    await server.exited;

    const answered = server.lines
      .map((line) => JSON.parse(line) as { result?: { structuredContent?: { id?: string } } })
      .flatMap(({ result }) => result?.structuredContent?.id ?? []);
    assert.ok(answered.length > 0);
    const lines = await audit().lines();
    const told = lines.flatMap(({ results }) => results ?? []);
    assert.deepEqual(
      answered.filter((id) => !told.includes(id)),
      [],
    );
    const begun = lines.filter(({ event }) => event === 'begin').length;
    const found = await sendOk(
      connection(),
      'GET',
      `executions/search?filters[namespace][EQUALS]=${namespace}`,
    );
    const { total } = (await found.json()) as { total: number };
    assert.ok(total >= answered.length && total <= begun, `${answered.length} ${total} ${begun}`);
  });
});

describe('an audit log that cannot be written', () => {
  const connection = withKestra();
  const namespace = ownNamespace('auditbroken');
  let root = '';
  const clients: McpClient[] = [];

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-audit-broken-'));
    // A file where the folder should be keeps out root as well.
    await writeFile(path.join(root, 'file'), '');
    await createFlow(connection(), secretive(namespace));
  });
  after(async () => {
    for (const client of clients) await client.close();
    await rm(root, { recursive: true, force: true });
  });

  const start = async (env: Record<string, string>): Promise<McpClient> => {
    const broken = { KESTRA_MCP_AUDIT: path.join(root, 'file', 'audit'), ...env };
    const client = await new McpClient(connection(), broken).start();
    clients.push(client);
    return client;
  };
  const call = { namespace, flow_id: 'secretive', inputs: { card: CARD } };

  it('is told once, and calls go on', async () => {
    const mcp = await start({});
    await mcp.call('execute_flow', call);
    await mcp.call('execute_flow', call);
    await mcp.call('get_flow', { namespace, flow_id: 'secretive' });
    const told = mcp.stderr.split('\n').filter((line) => line.includes('audit log'));
    assert.equal(told.length, 1, mcp.stderr);
    assert.match(told[0] ?? '', /ENOTDIR/);
  });

  it('in strict mode lets no call through to Kestra', async () => {
    const mcp = await start({ KESTRA_MCP_AUDIT_STRICT: 'true', KESTRA_BASE_URL: 'http://127.0.0.1:9' });
    for (const name of ['execute_flow', 'get_flow']) {
      const args = name === 'get_flow' ? { namespace, flow_id: 'secretive' } : call;
      const error = await mcp.refused(name, args);
      assert.equal(error.code, 'REFUSED');
      assert.match(error.message, /audit log cannot be written/);
      assert.match(error.hint ?? '', /KESTRA_MCP_AUDIT_STRICT/);
    }
    await assert.rejects(
      mcp.client.readResource({ uri: `kestra://flow/${namespace}/secretive` }),
      /audit log/,
    );
  });

  it('that is switched off and demanded is told by every tool', async () => {
    const mcp = await start({ KESTRA_MCP_AUDIT_STRICT: 'true', KESTRA_MCP_AUDIT: 'off' });
    const error = await mcp.refused('get_flow', { namespace, flow_id: 'secretive' });
    assert.match(error.message, /KESTRA_MCP_AUDIT_STRICT demands/);
  });
});

describe('the audit log in strict mode', () => {
  const connection = withKestra();
  const audit = withAudit();

  it('notes a call that reads before and after, too', async () => {
    const strict = { KESTRA_MCP_AUDIT_STRICT: 'true', ...audit().env };
    const mcp = await new McpClient(connection(), strict).start();
    await mcp.call('list_namespaces');
    await mcp.close();
    assert.deepEqual(
      (await audit().lastCall()).map(({ event }) => event),
      ['begin', 'end'],
    );
  });
});
