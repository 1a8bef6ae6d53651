import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeletedLogs } from '../../src/operations/deleteLogs.ts';
import type { DownloadedLogs } from '../../src/operations/downloadLogs.ts';
import type { FollowedLogs } from '../../src/operations/followLogs.ts';
import type { LogPage } from '../../src/operations/readLogs.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';
import { approval } from './support/flows.ts';

const levels = (namespace: string): string => `
id: levels
namespace: ${namespace}
tasks:
  - { id: one, type: io.kestra.plugin.core.log.Log, level: INFO, message: first Apple }
  - { id: two, type: io.kestra.plugin.core.log.Log, level: WARN, message: second pear }
  - { id: three, type: io.kestra.plugin.core.log.Log, level: ERROR, message: third apple }
`;

/** Says something every second. */
const steps = (namespace: string): string => `
id: steps
namespace: ${namespace}
tasks:
  - { id: one, type: io.kestra.plugin.core.log.Log, message: step one }
  - { id: nap1, type: io.kestra.plugin.core.flow.Sleep, duration: PT2S }
  - { id: two, type: io.kestra.plugin.core.log.Log, message: step two }
  - { id: nap2, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S }
  - { id: three, type: io.kestra.plugin.core.log.Log, message: step three }
`;

const napping = (namespace: string): string => `
id: napping
namespace: ${namespace}
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: going to sleep }
  - { id: nap, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S }
`;

for (const major of [1, 2] as const) {
  describe(`logs on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`logs${major}`);
    let folder: string;
    let mcp: McpClient;

    before(async () => {
      for (const flow of [approval, levels, napping, steps]) await createFlow(connection(), flow(namespace));
      folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-logs-'));
      const env = { KESTRA_MCP_TOOLSET: 'all', KESTRA_MCP_FILE_ROOTS: folder };
      mcp = await new McpClient(connection(), env).start();
    });
    after(async () => {
      await mcp?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const start = (flowId: string): Promise<string> => startExecution(connection(), { namespace, flowId });
    const ended = async (flowId = 'levels'): Promise<string> => {
      const id = await start(flowId);
      await untilState(connection(), id, 'SUCCESS');
      return id;
    };
    const read = async (execution_id: string, args: Record<string, unknown> = {}): Promise<LogPage> =>
      (await mcp.call<LogPage>('get_execution_logs', { execution_id, ...args })).result;
    const said = ({ lines }: { lines: readonly { message: string }[] }): string[] =>
      lines.map(({ message }) => message).filter((message) => /^(first|second|third|step) /.test(message));

    it('are read from their head, downwards by cursor', async () => {
      const id = await ended();
      const first = await read(id, { from: 'head', limit: 1 });
      assert.equal(first.lines.length, 1);
      const rest = await read(id, { from: 'head', cursor: first.nextCursor });
      assert.deepEqual([...said(first), ...said(rest)], ['first Apple', 'second pear', 'third apple']);
      assert.equal(first.lines.length + rest.lines.length, rest.total);
      assert.equal(rest.nextCursor, undefined);
    });

    it('are searched for a text, in capitals or not, beside the level', async () => {
      const id = await ended();
      assert.deepEqual(said(await read(id, { query: 'APPLE' })), ['first Apple', 'third apple']);
      const both = await read(id, { query: 'apple', min_level: 'WARN' });
      assert.deepEqual([said(both), both.total], [['third apple'], 1]);
      assert.equal((await read(id, { query: 'plum' })).total, 0);
    });

    it('are refused for conditions that Kestra would ignore', async () => {
      const args = { execution_id: 'x', task_id: 'one', task_run_id: 'y' };
      assert.match((await mcp.refused('get_execution_logs', args)).message, /both given/);
    });

    it('of all executions are searched for 7 days, and the answer says so', async () => {
      await ended();
      interface Found {
        lines: unknown[];
        since: string;
      }
      const { result } = await mcp.call<Found>('search_logs', { namespace, query: 'pear' });
      assert.ok(result.lines.length > 0);
      const days = (Date.now() - Date.parse(result.since)) / 86_400_000;
      assert.ok(Math.abs(days - 7) < 0.01, result.since);
      const old = await mcp.call<Found>('search_logs', { namespace, end_date: '2020-01-08T00:00:00Z' });
      assert.deepEqual([old.result.lines, old.result.since], [[], '2020-01-01T00:00:00.000Z']);
    });

    it('are followed to the end of the execution, each line once, with progress', async () => {
      const id = await start('steps');
      const { result, progress } = await mcp.call<FollowedLogs>('follow_execution_logs', {
        execution_id: id,
      });
      assert.deepEqual([result.ended, result.state], [true, 'SUCCESS']);
      assert.deepEqual(said(result), ['step one', 'step two', 'step three']);
      assert.ok(progress.includes('two: step two'), progress.join());
    });

    it('are followed in parts: the cursor goes on where the answer before ended', async () => {
      const id = await start('steps');
      const first = await mcp.call<FollowedLogs>('follow_execution_logs', {
        execution_id: id,
        wait_seconds: 1,
      });
      assert.deepEqual([first.result.ended, first.result.state], [false, 'RUNNING']);
      const { cursor } = first.result;
      const rest = await mcp.call<FollowedLogs>('follow_execution_logs', { execution_id: id, cursor });
      assert.deepEqual([...said(first.result), ...said(rest.result)], ['step one', 'step two', 'step three']);
      const again = { execution_id: id, cursor: rest.result.cursor };
      const nothing = await mcp.call<FollowedLogs>('follow_execution_logs', again);
      assert.deepEqual([nothing.result.lines, nothing.result.ended], [[], true]);
    });

    it('of an execution that pauses are not waited for any longer', async () => {
      const id = await start('approval');
      const started = Date.now();
      const args = { execution_id: id, wait_seconds: 20 };
      const { result } = await mcp.call<FollowedLogs>('follow_execution_logs', args);
      assert.deepEqual([result.ended, result.state], [true, 'PAUSED']);
      assert.ok(Date.now() - started < 10_000);
      await mcp.call('kill_execution', { execution_id: id });
    });

    it('are followed until the call is cancelled, and the server goes on to answer', async () => {
      const id = await start('napping');
      const args = { execution_id: id, wait_seconds: 50 };
      await assert.rejects(mcp.call('follow_execution_logs', args, AbortSignal.timeout(1_000)));
      assert.match(JSON.stringify(await read(id)), /going to sleep/);
      await mcp.call('kill_execution', { execution_id: id });
    });

    it('of an execution that does not exist are neither followed nor downloaded', async () => {
      for (const tool of ['follow_execution_logs', 'download_execution_logs', 'delete_execution_logs']) {
        assert.equal((await mcp.refused(tool, { execution_id: 'missing' })).code, 'NOT_FOUND', tool);
      }
    });

    it('are downloaded as text with the size of the whole, or into a new file', async () => {
      const id = await ended();
      const { result } = await mcp.call<DownloadedLogs>('download_execution_logs', { execution_id: id });
      assert.match(result.text ?? '', /Z INFO first Apple\n[^]*Z ERROR third apple/);
      assert.equal(result.bytes, Buffer.byteLength(result.text ?? ''));
      const save = { execution_id: id, min_level: 'ERROR', save_to: 'failed.log' };
      const saved = await mcp.call<DownloadedLogs>('download_execution_logs', save);
      assert.equal(saved.result.text, undefined);
      const content = await readFile(saved.result.savedTo ?? '', 'utf8');
      assert.match(content, /^\S+Z ERROR third apple$/);
      assert.equal(saved.result.bytes, Buffer.byteLength(content));
      assert.equal((await mcp.refused('download_execution_logs', save)).code, 'CONFLICT');
      const outside = { ...save, save_to: '../failed.log' };
      assert.equal((await mcp.refused('download_execution_logs', outside)).code, 'REFUSED');
    });

    it('of an execution are deleted in two steps, a level with those above it', async () => {
      const id = await ended();
      const { total } = await read(id);
      const args = { execution_id: id, min_level: 'WARN' };
      const told = (await mcp.call<DeletedLogs>('delete_execution_logs', args)).result;
      assert.deepEqual([told.deleted, told.lines, told.byLevel], [false, 2, { WARN: 1, ERROR: 1 }]);
      assert.equal((await read(id)).total, total);
      const done = (await mcp.call<DeletedLogs>('delete_execution_logs', { ...args, confirm: true })).result;
      assert.deepEqual([done.deleted, done.lines, done.left], [true, 2, undefined]);
      assert.deepEqual(said(await read(id)), ['first Apple']);
    });

    it('of a task alone are deleted', async () => {
      const id = await ended();
      const args = { execution_id: id, task_id: 'two', confirm: true };
      const { result } = await mcp.call<DeletedLogs>('delete_execution_logs', args);
      assert.deepEqual([result.deleted, result.byLevel], [true, { WARN: 1 }]);
      assert.deepEqual(said(await read(id)), ['first Apple', 'third apple']);
    });

    it('of a flow are deleted in two steps, and those of other flows stay', async () => {
      const other = await ended('steps');
      const id = await ended();
      const flow = { namespace, flow_id: 'levels' };
      const told = (await mcp.call<DeletedLogs>('delete_flow_logs', flow)).result;
      assert.equal(told.deleted, false);
      assert.ok(told.lines >= 3 && (told.byLevel.ERROR ?? 0) >= 1);
      const sum = Object.values(told.byLevel).reduce((all, count) => all + count, 0);
      assert.equal(sum, told.lines);
      const done = (await mcp.call<DeletedLogs>('delete_flow_logs', { ...flow, confirm: true })).result;
      assert.deepEqual([done.deleted, done.left], [true, undefined]);
      assert.equal((await read(id)).total, 0);
      assert.ok((await read(other)).total > 0);
      const missing = await mcp.refused('delete_flow_logs', { namespace, flow_id: 'nope' });
      assert.equal(missing.code, 'NOT_FOUND');
    });

    it('are not deleted below the access level full', async () => {
      const author = { ...connection(), access: 'author' as const };
      const reader = await new McpClient(author, { KESTRA_MCP_TOOLSET: 'all' }).start();
      try {
        const args = { execution_id: 'x', confirm: true };
        assert.equal((await reader.refused('delete_execution_logs', args)).code, 'REFUSED');
      } finally {
        await reader.close();
      }
    });

    it('stay within 8 KB in every answer', () => {
      for (const answer of mcp.received) assert.ok(textOf(JSON.parse(answer)).length < 8_000);
    });
  });
}
