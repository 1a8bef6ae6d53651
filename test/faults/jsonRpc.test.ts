import assert from 'node:assert/strict';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { ServerProcess } from '../mcp/support/serverProcess.ts';
import { hostileLine, type HostileLine } from './support/hostileLines.ts';
import { nested } from './support/hostileValues.ts';
import { Random } from '../support/random.ts';
import { IS_LONG, SEED } from './support/cases.ts';
import { record } from './support/reliability.ts';
import { until } from './support/until.ts';

const LINES = IS_LONG ? 50_000 : 20_000;
const MEGABYTE = 1024 * 1024;

interface Answer {
  id?: string | number;
  result?: unknown;
  error?: { code: number; message: string; data?: { code: string } };
}

/** Nothing listens there: what is asked of Kestra fails at once. */
const NOWHERE = {
  KESTRA_BASE_URL: 'http://127.0.0.1:9',
  KESTRA_MCP_TOOLSET: 'all',
  KESTRA_MCP_ACCESS: 'full',
};

describe(`${LINES} hostile lines on stdin (seed ${SEED})`, function () {
  this.timeout(300_000);
  let server: ServerProcess;
  beforeEach(async () => {
    server = new ServerProcess(NOWHERE);
    await server.initialize();
  });
  afterEach(() => server.kill());

  const answers = (): Answer[] =>
    server.lines.map((line) => JSON.parse(line) as Answer).filter(({ id }) => id !== 0);

  /** Still there, and it has said nothing but messages. */
  const assertWell = async (): Promise<void> => {
    const { result } = (await server.request(-1, 'ping')) as Answer;
    assert.deepEqual(result, {});
    assert.equal(server.stderr, '');
    for (const line of server.lines) JSONRPCMessageSchema.parse(JSON.parse(line));
  };

  it('are each answered as the protocol has it, or not at all', async () => {
    const random = new Random(SEED);
    const lines = Array.from({ length: LINES }, (_, index) => hostileLine(random, index + 1));
    const stream = Buffer.concat(lines.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]));
    // Cut anywhere, also within a character.
    for (let start = 0; start < stream.length;) {
      const end = start + 1 + random.below(100_000);
      server.child.stdin.write(stream.subarray(start, end));
      start = end;
    }
    const expected = lines.filter(({ expected: { kind } }) => kind !== 'nothing').length;
    await until(() => server.lines.length > expected, 'an answer to every line');
    await assertWell();
    assertAnswered(lines, answers());
    await record('Malformed lines of JSON-RPC on stdin', LINES);
  });

  it('a line of 10 MB is read, one of 40 MB is left out, and the next one is answered', async () => {
    const ping = (id: number, megabytes: number): string =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping', params: { x: 'x'.repeat(megabytes * MEGABYTE) } })}\n`;
    server.write(ping(1, 10) + ping(2, 40) + ping(3, 0));
    await until(() => answers().length === 3, 'three answers');
    assert.deepEqual(
      answers().map(({ id, error }) => [id, error?.code]),
      [
        [1, undefined],
        [undefined, -32_600],
        [3, undefined],
      ],
    );
    await assertWell();
  });

  it('an id of 1 MB comes back, and nesting of 100,000 levels harms nobody', async () => {
    const id = 'x'.repeat(MEGABYTE);
    server.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`);
    const deep = JSON.stringify(nested(1_000)).replace('[]', '['.repeat(99_000) + ']'.repeat(99_000));
    for (const [number, method] of ['ping', 'tools/call', 'prompts/get', 'resources/read'].entries()) {
      const params = `{"name":"get_execution","arguments":{"execution_id":${deep}},"uri":${deep},"x":${deep}}`;
      server.write(`{"jsonrpc":"2.0","id":${number + 1},"method":"${method}","params":${params}}\n`);
    }
    await until(() => answers().length === 5, 'five answers');
    assert.ok(answers().some((answer) => answer.id === id));
    await assertWell();
  });
});

function assertAnswered(lines: readonly HostileLine[], answers: readonly Answer[]): void {
  const byId = Map.groupBy(answers, ({ id }) => id);
  const anonymous = (byId.get(undefined) ?? []).map(({ error }) => error?.code);
  const wanted = lines.flatMap(({ expected }) => (expected.kind === 'anonymous' ? [expected.code] : []));
  assert.deepEqual(counted(anonymous), counted(wanted));
  for (const { bytes, expected } of lines) {
    if (expected.kind !== 'answer') continue;
    const [one, ...others] = byId.get(expected.id) ?? [];
    const told = `${bytes.toString().slice(0, 400)} → ${JSON.stringify(one)?.slice(0, 600)}`;
    assert.ok(one !== undefined && others.length === 0, `${others.length + 1} answers: ${told}`);
    // Where there is no Kestra, that is the only thing for which it is not the client's fault.
    if (one.error?.code === -32_603) assert.equal(one.error.data?.code, 'UNREACHABLE', told);
    if (expected.codes !== undefined) assert.ok(expected.codes.includes(one.error?.code ?? 0), told);
  }
}

function counted(codes: readonly (number | undefined)[]): Map<number | undefined, number> {
  return new Map([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}
