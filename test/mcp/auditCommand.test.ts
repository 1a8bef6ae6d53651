import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseCommandLine, UsageError } from '../../src/mcp/cli/commandLine.ts';
import { instantOf } from '../../src/mcp/cli/auditQuery.ts';
import { printable } from '../../src/mcp/cli/printable.ts';
import { auditFileName } from '../../src/shared/audit/auditFiles.ts';
import { formatAuditLine, type AuditLine } from '../../src/shared/audit/auditLine.ts';
import { SERVER } from './support/serverProcess.ts';

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const lineOf = (id: string, time: string, more: Partial<AuditLine> = {}): string =>
  formatAuditLine({
    v: 1,
    event: 'call',
    id,
    time,
    pid: 1,
    who: 'ada',
    connection: 'books',
    tool: 'get_flow',
    decision: 'allowed',
    outcome: 'ok',
    ms: 3,
    ...more,
  });

describe('kestra-mcp audit', () => {
  let folder = '';
  const run = async (...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const child = spawn(process.execPath, [SERVER, '--no-env-file', 'audit', ...args], {
      env: { PATH: process.env['PATH'] ?? '', KESTRA_MCP_AUDIT: folder },
    });
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
    return { code: await closed, out, err };
  };
  const shown = async (...args: string[]): Promise<string[]> => {
    const { out } = await run('--json', ...args);
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id);
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-audit-command-'));
    const old = dayBefore(3);
    const young = dayBefore(0.1);
    const files: [string, string[]][] = [
      [
        old,
        [
          lineOf('old', old),
          lineOf('long', old, { event: 'begin', tool: 'execute_flow', outcome: undefined }),
        ],
      ],
      [
        young,
        [
          lineOf('long', young, { event: 'end', tool: undefined, results: ['exec1'] }),
          lineOf('no', young, {
            decision: 'denied',
            reason: 'access',
            outcome: 'REFUSED',
            executions: ['exec2'],
          }),
          'half a line',
          '\n',
          lineOf('gone', young, { event: 'begin', pid: 2 ** 31 - 1, outcome: undefined, ms: undefined }),
          lineOf('evil', young, { tool: 'x\u001b[2J\u202e\nforged  ada', namespace: 'a\r\nb' }),
        ],
      ],
    ];
    for (const [time, lines] of files)
      await writeFile(path.join(folder, auditFileName(time.slice(0, 10), 1)), lines.join(''));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('shows calls in the order of their beginning, over several files, needing no connection', async () => {
    const { code, out } = await run();
    assert.equal(code, 0);
    const [head = '', ...rows] = out.trimEnd().split('\n');
    assert.match(head, /^TIME +WHO +CONNECTION +TOOL +DECISION +OUTCOME +MS +ABOUT$/);
    const expected = [
      /get_flow .*ok/,
      /execute_flow .*→ exec1/,
      /denied: access +REFUSED.* exec2/,
      /unfinished/,
      /./,
    ];
    assert.equal(rows.length, expected.length, out);
    rows.forEach((row, index) => assert.match(row, expected[index] ?? /$^/));
  });

  it('shows what would drive a terminal or forge a line as what it is', async () => {
    const { out } = await run();
    assert.doesNotMatch(out.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    assert.match(out, /x\\u\{1b\}\[2J\\u\{202e\}\\u\{a\}forged/);
    assert.match(out, /a\\u\{d\}\\u\{a\}b/);
  });

  it('narrows: the last, since when, what was denied, of a tool, about an execution', async () => {
    assert.deepEqual(await shown('-n', '2'), ['gone', 'evil']);
    assert.deepEqual(await shown('--since', '1d'), ['no', 'gone', 'evil']);
    assert.deepEqual(await shown('--denied'), ['no']);
    assert.deepEqual(await shown('--tool', 'execute_flow'), ['long']);
    assert.deepEqual(await shown('--execution', 'exec1'), ['long']);
    assert.deepEqual(await shown('--execution', 'exec2'), ['no']);
  });

  it('says so when there is nothing', async () => {
    const { code, out, err } = await run('--tool', 'none');
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /Nothing of that kind is noted in /);
  });

  it('--follow shows calls as they end', async () => {
    const own = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-audit-follow-'));
    const child = spawn(process.execPath, [SERVER, '--no-env-file', 'audit', '--follow', '--json'], {
      env: { PATH: process.env['PATH'] ?? '', KESTRA_MCP_AUDIT: path.join(own, 'later') },
    });
    try {
      const first = new Promise<string>((resolve) =>
        child.stdout.once('data', (data) => resolve(String(data))),
      );
      const now = dayBefore(0);
      await mkdir(path.join(own, 'later'));
      const lines = [
        lineOf('a', now, { event: 'begin', outcome: undefined }),
        lineOf('a', now, { event: 'end', outcome: 'cancelled' }),
      ];
      await writeFile(path.join(own, 'later', auditFileName(now.slice(0, 10), 1)), lines.join(''));
      assert.equal((JSON.parse(await first) as { outcome: string }).outcome, 'cancelled');
    } finally {
      child.kill('SIGKILL');
      await rm(own, { recursive: true, force: true });
    }
  });

  it('says what is wrong with its options', () => {
    for (const args of ['-n x', '-n -1', '--since soon', 'more'])
      assert.throws(() => parseCommandLine(['audit', ...args.split(' ')]), UsageError, args);
    assert.throws(() => parseCommandLine(['tools', '--denied']), /--denied belongs to audit/);
    assert.throws(() => parseCommandLine(['--json']), /--json belongs to audit/);
  });

  it('understands times', () => {
    const now = Date.parse('2026-03-03T12:00:00Z');
    assert.equal(instantOf('2h', now), '2026-03-03T10:00:00.000Z');
    assert.equal(instantOf('7d', now), '2026-02-24T12:00:00.000Z');
    assert.equal(instantOf('2026-03-01T00:00:00Z', now), '2026-03-01T00:00:00.000Z');
    assert.equal(instantOf('2x', now), undefined);
  });

  it('leaves letters of all languages as they are', () => {
    assert.equal(printable('Größe 数据 données'), 'Größe 数据 données');
  });
});
