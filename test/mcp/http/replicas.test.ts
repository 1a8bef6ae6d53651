import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CallToolResultSchema,
  CreateTaskResultSchema,
  ElicitRequestSchema,
  ResourceUpdatedNotificationSchema,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { TEAM_RATE_LIMITS } from '../../../src/shared/rateLimits.ts';
import type { AuditLine } from '../../../src/shared/audit/auditLine.ts';
import { generateKey } from '../../../src/mcp/http/credentials/keyRing.ts';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { AGREES } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { approval, brief, greeting, sleepy } from '../support/flows.ts';
import { Issuer } from '../support/issuer.ts';
import { RedisServer } from '../support/redisServer.ts';
import { startRoundRobin, type RoundRobin } from '../support/roundRobin.ts';
import { SERVER } from '../support/serverProcess.ts';
import { TeamServer } from '../support/teamServer.ts';
import { startTokenKestra, type TokenKestra } from '../support/tokenKestra.ts';

const PUBLIC = 'https://kestra-mcp.example.com';
const ROLES = 'claim: roles\nroles: [{ name: all, when: [staff], access: full, toolset: [all] }]\n';
/** Of a team server, for each person. */
const { trigger: TRIGGERS } = TEAM_RATE_LIMITS;
const DECIDES = { action: 'accept' as const, content: { reason: 'fine', level: 'high' } };
const PROTOCOL = '2025-11-25';
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
/** The first installation of Redis may have to be downloaded. */
const SET_UP_MS = 180_000;

/** The tests stand in an order: the last ones kill a replica, then take the store away. */
describe('two replicas of kestra-mcp serve behind a round-robin proxy', function () {
  this.timeout(60_000);
  const kestra2 = withKestra(2);
  const namespace = ownNamespace('replicas');
  let folder: string;
  let redis: RedisServer;
  let issuer: Issuer;
  let kestra: TokenKestra;
  let replicas: [TeamServer, TeamServer];
  let proxy: RoundRobin;
  let env: Record<string, string>;
  let anna: Client;
  let asked: string[];

  before('Redis, an issuer and two replicas', async function () {
    this.timeout(SET_UP_MS);
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-replicas-'));
    [redis, issuer, kestra] = await Promise.all([
      RedisServer.start(),
      Issuer.start(),
      startTokenKestra(kestra2()),
    ]);
    for (const flow of [approval, brief, greeting, sleepy]) await createFlow(kestra2(), flow(namespace));
    const roles = path.join(folder, 'roles.yaml');
    await writeFile(roles, ROLES);
    env = {
      ENCRYPTION_KEY: generateKey(),
      KESTRA_TOKEN_STORE: redis.url,
      KESTRA_MCP_AUDIT: path.join(folder, 'audit'),
    };
    for (const name of ['anna', 'bert', 'carl', 'dora']) await addToken(name);
    const args = ['--auth', 'oauth', '--issuer', issuer.url, '--public-url', PUBLIC];
    const start = (): Promise<TeamServer> =>
      TeamServer.start(kestra.connection, { args: [...args, '--roles', roles, '--credentials', 'own'], env });
    replicas = await Promise.all([start(), start()]);
    proxy = await startRoundRobin(replicas.map(({ url }) => new URL(url).origin));
    ({ client: anna, asked } = await clientOf('anna'));
  });
  after(async () => {
    await anna?.close();
    await Promise.all((replicas ?? []).map((replica) => replica.stop()));
    await Promise.all([proxy?.close(), issuer?.stop(), kestra?.close(), redis?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  function addToken(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const args = [SERVER, 'add-token', '--subject', name, '--issuer', issuer.url];
      const child = execFile(process.execPath, args, { env }, (error) => (error ? reject(error) : resolve()));
      child.stdin?.end(`token-of-${name}`);
    });
  }

  async function tokenOf(sub: string): Promise<string> {
    const claims = { sub, aud: `${PUBLIC}/mcp`, exp: Math.floor(Date.now() / 1000) + 600, roles: ['staff'] };
    const scope = 'kestra:read kestra:operate kestra:author kestra:admin';
    return `Bearer ${await issuer.signed({ ...claims, scope })}`;
  }

  async function clientOf(sub: string): Promise<{ client: Client; asked: string[] }> {
    const authorization = await tokenOf(sub);
    const client = new Client(
      { name: 'test', version: '1' },
      { capabilities: { elicitation: { form: {} }, tasks: { list: {} } } },
    );
    const questions: string[] = [];
    client.setRequestHandler(ElicitRequestSchema, ({ params }, { signal }) => {
      questions.push(params.message);
      return params.message.includes(' waits') ? DECIDES : AGREES(params, signal);
    });
    const requestInit = { headers: { authorization } };
    await client.connect(new StreamableHTTPClientTransport(new URL(proxy.url), { requestInit }));
    return { client, asked: questions };
  }

  /** The headers of a session without a client. */
  async function sessionOf(sub: string): Promise<Record<string, string>> {
    const authorization = await tokenOf(sub);
    const clientInfo = { name: 'bare', version: '1' };
    const params = { protocolVersion: PROTOCOL, capabilities: {}, clientInfo };
    const begun = await replicas[0].post({ ...PING, method: 'initialize', params }, { authorization });
    await begun.text();
    const id = begun.headers.get('mcp-session-id') ?? '';
    return { authorization, 'mcp-session-id': id, 'mcp-protocol-version': PROTOCOL };
  }

  const call = (client: Client, name: string, args: object): Promise<CallToolResult> =>
    client.request({ method: 'tools/call', params: { name, arguments: { ...args } } }, CallToolResultSchema);
  const start = (client: Client, args: object = {}): Promise<CallToolResult> =>
    call(client, 'execute_flow', { namespace, flow_id: 'greeting', wait_seconds: 0, ...args });
  const codeOf = ({ isError, content }: CallToolResult): string => {
    const [first] = content;
    return isError && first?.type === 'text' ? (JSON.parse(first.text) as { code: string }).code : 'ok';
  };
  const asTask = async (client: Client, flow: string): Promise<string> => {
    const params = { name: 'execute_flow', arguments: { namespace, flow_id: flow }, task: {} };
    const { task } = await client.request({ method: 'tools/call', params }, CreateTaskResultSchema);
    return task.taskId;
  };

  it('answer one session, each with the token of its owner', async () => {
    const { client: bert } = await clientOf('bert');
    const before = proxy.posts.length;
    for (let round = 0; round < 4; round += 1)
      assert.equal(codeOf(await call(bert, 'list_namespaces', {})), 'ok');
    assert.deepEqual(new Set(proxy.posts.slice(before)), new Set([0, 1]));
    assert.ok(kestra.callers.has('bert'));
    await bert.close();
  });

  it('count one allowance together', async () => {
    const { client: carl } = await clientOf('carl');
    const calls = Array.from({ length: TRIGGERS + 4 }, () => start(carl));
    const codes = (await Promise.all(calls)).map(codeOf);
    assert.equal(codes.filter((code) => code === 'ok').length, TRIGGERS, codes.join());
    assert.equal(codes.filter((code) => code === 'RATE_LIMITED').length, 4, codes.join());
    await carl.close();
  });

  it('start and replay once with one key', async () => {
    const { client: dora } = await clientOf('dora');
    const key = { idempotency_key: 'only-once' };
    const starts = await Promise.all([1, 2, 3].map(() => start(dora, key)));
    const ids = starts.map(({ structuredContent }) => (structuredContent as { id: string }).id);
    assert.equal(new Set(ids).size, 1);
    await untilState(kestra2(), ids[0] ?? '', 'SUCCESS');
    const replay = async (): Promise<string | undefined> => {
      const answer = await call(dora, 'replay_execution', {
        ids: [ids[0]],
        wait_seconds: 0,
        ...key,
      });
      assert.equal(codeOf(answer), 'ok', JSON.stringify(answer.content));
      const { results } = answer.structuredContent as { results: { execution?: { id: string } }[] };
      return results[0]?.execution?.id;
    };
    const first = await replay();
    assert.ok(first !== undefined && first !== ids[0]);
    assert.equal(await replay(), first);
    await dora.close();
  });

  it('take the answer to a question of the other one', async () => {
    const before = proxy.posts.length;
    await sendOk(kestra2(), 'PUT', `namespaces/${namespace}/kv/one`, { body: '"1"' });
    const deleted = await call(anna, 'delete_kv', { namespace, keys: ['one'], confirm: true });
    assert.equal(codeOf(deleted), 'ok');
    assert.equal(asked.length, 1);
    // The call, then the answers to what it asked.
    assert.ok(new Set(proxy.posts.slice(before)).size === 2);
  });

  it('tell what is new on the stream that the other one holds', async () => {
    const { client: bert } = await clientOf('bert');
    const told = new Set<string>();
    bert.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.add(params.uri));
    const ids = await Promise.all(
      [1, 2].map(() => startExecution(kestra2(), { namespace, flowId: 'approval' })),
    );
    for (const id of ids) {
      await untilState(kestra2(), id, 'PAUSED');
      await bert.subscribeResource({ uri: `kestra://execution/${id}` });
    }
    for (const id of ids)
      assert.equal(codeOf(await call(bert, 'kill_execution', { execution_id: id })), 'ok');
    await eventually(() => assert.equal(told.size, 2));
    await bert.close();
  });

  it('go on with a stream of the other one that broke', async () => {
    const headers = await sessionOf('bert');
    const params = { name: 'execute_flow', arguments: { namespace, flow_id: 'brief', wait_seconds: 50 } };
    const begun = await replicas[0].post(
      { jsonrpc: '2.0', id: 'long', method: 'tools/call', params },
      headers,
    );
    const reader = begun.body?.pipeThrough(new TextDecoderStream()).getReader();
    const [, lastId = ''] = /^id: (\S+)/m.exec((await reader?.read())?.value ?? '') ?? [];
    await reader?.cancel();
    const resumed = await fetch(replicas[1].url, {
      headers: { ...headers, accept: 'text/event-stream', 'last-event-id': lastId },
    });
    const [, data = ''] = /^data: (.*"id":"long".*)$/m.exec(await resumed.text()) ?? [];
    const { result } = JSON.parse(data) as { result: { structuredContent: { state: string } } };
    assert.equal(result.structuredContent.state, 'SUCCESS');
    const unknown = { ...headers, accept: 'text/event-stream', 'last-event-id': `${lastId}9` };
    assert.equal((await fetch(replicas[1].url, { headers: unknown })).status, 400);
  });

  it('end a session at both', async () => {
    const headers = await sessionOf('bert');
    const statuses = (): Promise<number[]> =>
      Promise.all(replicas.map(async (replica) => (await replica.post(PING, headers)).status));
    assert.deepEqual(await statuses(), [200, 200]);
    assert.equal((await fetch(replicas[1].url, { method: 'DELETE', headers })).status, 200);
    assert.deepEqual(await statuses(), [404, 404]);
  });

  it('go on when one is killed: tasks, questions, tokens and allowances', async () => {
    const task = await asTask(anna, 'approval');
    const lost = await inFlightAt(0);
    await replicas[0].kill();
    await assert.rejects(lost.answer, /its answer is lost/);
    const already = asked.length;
    const result = await anna.request(
      { method: 'tasks/result', params: { taskId: task } },
      CallToolResultSchema,
    );
    assert.equal((result.structuredContent as { state: string }).state, 'SUCCESS');
    assert.equal(asked.length, already + 1);
    const { client: carl } = await clientOf('carl');
    assert.equal(codeOf(await start(carl)), 'RATE_LIMITED');
    await carl.close();
  });

  /** A call that the replica has begun, and that takes long. */
  async function inFlightAt(replica: number): Promise<{ answer: Promise<unknown> }> {
    while (proxy.posts.at(-1) === replica) await anna.ping();
    const args = { namespace, flow_id: 'sleepy', wait_seconds: 50 };
    const began = Promise.withResolvers<void>();
    const answer = anna.request(
      { method: 'tools/call', params: { name: 'execute_flow', arguments: args } },
      CallToolResultSchema,
      { onprogress: () => began.resolve() },
    );
    answer.catch(began.reject);
    await began.promise;
    return { answer };
  }

  it('keep one audit log, in which each line names person, session and machine', async () => {
    const files = await readdir(path.join(folder, 'audit'));
    const texts = await Promise.all(files.map((file) => readFile(path.join(folder, 'audit', file), 'utf8')));
    const lines = texts
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine);
    // Refused requests have no session.
    const begun = lines.filter(({ event, tool }) => event !== 'end' && tool !== undefined);
    assert.equal(new Set(begun.map(({ pid }) => pid)).size, 2);
    for (const { who, session, host } of begun) {
      assert.match(who ?? '', /\|(anna|bert|carl|dora)$/);
      assert.match(session ?? '', /^[0-9a-f]{16}$/);
      assert.equal(host, hostname());
    }
    assert.ok(begun.some(({ who, reason }) => who?.endsWith('|carl') && reason === 'rate'));
  });

  it('let people read and stop, and start nothing, while the store is away', async () => {
    const id = await startExecution(kestra2(), { namespace, flowId: 'sleepy' });
    await untilState(kestra2(), id, 'RUNNING');
    await redis.stop();
    assert.equal(codeOf(await start(anna)), 'UNAVAILABLE');
    assert.equal(codeOf(await call(anna, 'list_namespaces', {})), 'ok');
    assert.equal(codeOf(await call(anna, 'kill_execution', { execution_id: id })), 'ok');
    await redis.start();
    // This one forgets everything.
    await addToken('anna');
    await eventually(async () => assert.equal(codeOf(await start(anna)), 'ok'));
  });
});
