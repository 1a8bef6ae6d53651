import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditCalls } from '../../src/shared/audit/auditCalls.ts';
import { auditFileName, auditFilesAmong, usualAuditFolder } from '../../src/shared/audit/auditFiles.ts';
import { formatAuditLine, parseAuditLine, type AuditLine } from '../../src/shared/audit/auditLine.ts';
import { AuditReader } from '../../src/shared/audit/auditReader.ts';
import { outcomeOf, targetOf } from '../../src/shared/audit/callWords.ts';
import { auditSettingsFrom } from '../../src/shared/environment.ts';

const line = (id: string, more: Partial<AuditLine> = {}): AuditLine => ({
  v: 1,
  event: 'call',
  id,
  time: '2026-03-01T10:00:00.000Z',
  ...more,
});
/** No process has it: pids end far below. */
const NO_PROCESS = 2 ** 31 - 1;

describe('lines of the audit log', () => {
  it('are one line of harmless characters, whatever they hold', () => {
    const hostile = 'a\n{"v":1,"event":"call"}\r\u001b[2J\u009b31m\u202e\u2028\u200b\ud800"';
    const text = formatAuditLine(line('1', { tool: hostile, args: { [hostile]: hostile } }));
    assert.equal(text.indexOf('\n'), text.length - 1);
    assert.doesNotMatch(text.slice(0, -1), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    assert.equal(parseAuditLine(text)?.tool, hostile);
  });

  it('are found behind the torn rest of another', () => {
    const text = formatAuditLine(line('2'));
    assert.equal(parseAuditLine(`{"v":1,"event":"call","id":"1","ti${text}`)?.id, '2');
  });

  it('do not begin in what a call was given', () => {
    const args = { forged: line('3', { tool: 'kill_execution' }) };
    const torn = formatAuditLine(line('1', { args })).slice(10);
    assert.equal(parseAuditLine(torn), undefined);
  });

  for (const text of ['', 'null', '[]', '{}', '{"v":2,"event":"call","id":"1","time":"x"}', '{"v":1,']) {
    it(`are not ${text || 'an empty line'}`, () => assert.equal(parseAuditLine(text), undefined));
  }
});

describe('the reader of the audit log', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-audit-reader-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('tells each line once, in the order of the files, and half a line when it is whole', async () => {
    const [first, second] = [auditFileName('2026-03-01', 1), auditFileName('2026-03-01', 2)];
    const reader = new AuditReader(folder);
    const ids = async (): Promise<string[]> => (await reader.readNew()).map(({ id }) => id);
    await writeFile(path.join(folder, second), formatAuditLine(line('b')));
    await writeFile(path.join(folder, first), formatAuditLine(line('a')));
    assert.deepEqual(await ids(), ['a', 'b']);
    const text = formatAuditLine(line('ü'));
    const half = Buffer.from(text).indexOf('ü') + 1;
    await appendFile(path.join(folder, second), Buffer.from(text).subarray(0, half));
    assert.deepEqual(await ids(), []);
    await appendFile(path.join(folder, second), Buffer.from(text).subarray(half));
    assert.deepEqual(await ids(), ['ü']);
    assert.deepEqual(await ids(), []);
  });

  it('of the end of a long file, tells whole lines only', async () => {
    const name = auditFileName('2026-03-02', 1);
    await writeFile(path.join(folder, name), ['a', 'b', 'c'].map((id) => formatAuditLine(line(id))).join(''));
    const bytes = formatAuditLine(line('a')).length;
    const lines = await new AuditReader(folder).readFile(name, Math.round(bytes * 1.5));
    assert.deepEqual(
      lines.map(({ id }) => id),
      ['c'],
    );
  });

  it('has nothing to tell where there is no folder', async () => {
    assert.deepEqual(await new AuditReader(path.join(folder, 'none')).readNew(), []);
  });
});

describe('calls of the audit log', () => {
  it('are put together from their lines, whatever came between', () => {
    const calls = new AuditCalls();
    calls.add([
      line('1', { event: 'begin', tool: 'kill_execution', executions: ['x'] }),
      line('2', { event: 'begin', tool: 'execute_flow', pid: NO_PROCESS, time: '2026-03-01T10:00:01.000Z' }),
      line('1', { event: 'end', time: '2026-03-01T10:00:02.000Z', outcome: 'ok', ms: 2000 }),
    ]);
    assert.deepEqual(
      calls.all.map((call) => [call.tool, call.time.slice(17, 19), outcomeOf(call)]),
      [
        ['kill_execution', '00', 'ok'],
        ['execute_flow', '01', 'unfinished'],
      ],
    );
  });

  it('of a process that lives are running', () => {
    const [call] = new AuditCalls().add([line('1', { event: 'begin', pid: process.pid })]);
    assert.ok(call);
    assert.equal(outcomeOf(call), 'running');
  });

  it('whose beginning nobody has read are left out', () => {
    assert.deepEqual(new AuditCalls().add([line('1', { event: 'end', outcome: 'ok' })]), []);
  });

  it('so many are kept', () => {
    const calls = new AuditCalls(2);
    calls.add(['1', '2', '3'].map((id) => line(id)));
    assert.deepEqual(
      calls.all.map(({ id }) => id),
      ['2', '3'],
    );
  });

  it('say what they were about', () => {
    const about = (more: Partial<AuditLine>): string => targetOf({ ...line('1', more), finished: true });
    assert.equal(about({ namespace: 'a.b', flow: 'c', results: ['x'] }), 'a.b.c → x');
    assert.equal(about({ executions: ['x', 'y', 'z'] }), 'x and 2 more');
    assert.equal(about({}), '');
  });
});

describe('the folder of the audit log', () => {
  it('is the usual one of the platform', () => {
    const home = path.join(path.sep, 'home', 'ada');
    const under = (...parts: string[]): string => path.join(home, ...parts);
    const usual = (platform: NodeJS.Platform, env = {}): string => usualAuditFolder(env, platform, home);
    assert.equal(usual('linux'), under('.local', 'state', 'kestra-mcp', 'audit'));
    assert.equal(usual('linux', { XDG_STATE_HOME: under('st') }), under('st', 'kestra-mcp', 'audit'));
    assert.equal(usual('linux', { XDG_STATE_HOME: 'st' }), usual('linux'));
    assert.equal(usual('darwin'), under('Library', 'Application Support', 'kestra-mcp', 'audit'));
    assert.equal(usual('win32'), under('AppData', 'Local', 'kestra-mcp', 'audit'));
    assert.equal(usual('win32', { LOCALAPPDATA: under('local') }), under('local', 'kestra-mcp', 'audit'));
  });

  it('is what the environment says, or none', () => {
    const folderOf = (KESTRA_MCP_AUDIT: string): string | undefined =>
      auditSettingsFrom({ KESTRA_MCP_AUDIT }).folder;
    assert.equal(folderOf('logs'), path.resolve('logs'));
    assert.equal(folderOf('off'), undefined);
    assert.equal(folderOf(' '), usualAuditFolder({}));
    assert.equal(auditSettingsFrom({}).strict, false);
    assert.equal(auditSettingsFrom({ KESTRA_MCP_AUDIT_STRICT: 'true' }).strict, true);
  });

  it('holds files that sort by age', () => {
    const names = [
      'audit-2026-03-01-010.jsonl',
      'x',
      'audit-2026-03-01-1000.jsonl',
      'audit-2026-02-28-001.jsonl',
    ];
    assert.deepEqual(
      auditFilesAmong([...names, 'audit-2026-03-01-002.jsonl']).map(({ number }) => number),
      [1, 2, 10, 1000],
    );
  });
});
