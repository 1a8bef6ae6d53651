import assert from 'node:assert/strict';
import { mkdtemp, mkdir, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { ExecutionOutputs } from '../../src/operations/executionOutputs.ts';
import type { FilePreview } from '../../src/operations/previewFile.ts';
import { withKestra } from '../support/kestra.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  startExecution,
  untilState,
} from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';

const importing = (namespace: string): string => `
id: importing
namespace: ${namespace}
inputs:
  - id: orders
    type: FILE
  - id: options
    type: JSON
    required: false
  - id: days
    type: ARRAY
    itemType: STRING
    required: false
tasks:
  - id: show
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.orders }}"
`;

const writing = (namespace: string): string => `
id: writing
namespace: ${namespace}
tasks:
  - id: csv
    type: io.kestra.plugin.core.storage.Write
    content: |
      id,price
      1,10
      2,20
      3,30
    extension: .csv
  - id: long
    type: io.kestra.plugin.core.storage.Write
    content: "${'x'.repeat(20_000)}"
    extension: .txt
  - id: picture
    type: io.kestra.plugin.core.storage.Write
    content: not really one
    extension: .png
  - id: records
    type: io.kestra.plugin.core.storage.Write
    content: |
      {"id":1,"price":10}
      {"id":2,"price":20}
      {"id":3,"price":30}
    extension: .ion
outputs:
  - id: table
    type: STRING
    value: "{{ outputs.csv.uri }}"
`;

const signing = (namespace: string): string => `
id: signing
namespace: ${namespace}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: contract
        type: FILE
  - id: signed
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.gate.onResume.contract }}"
`;

for (const major of [1, 2] as const) {
  describe(`files of executions, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`files${major}`);
    let folder: string;
    let mcp: McpClient;

    before(async () => {
      for (const flow of [importing, writing, signing]) await createFlow(connection(), flow(namespace));
      folder = await realpath(await mkdtemp(path.join(tmpdir(), 'kestra-mcp-files-')));
      await mkdir(path.join(folder, 'allowed', 'data'), { recursive: true });
      await writeFile(path.join(folder, 'allowed', 'data', 'orders.csv'), 'id\n7\n');
      await writeFile(path.join(folder, 'secret.txt'), 'key');
      await writeFile(path.join(folder, 'allowed', 'large.csv'), '');
      await truncate(path.join(folder, 'allowed', 'large.csv'), 51 * 1024 * 1024);
      await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'allowed', 'link.txt'));
      const env = { KESTRA_MCP_FILE_ROOTS: path.join(folder, 'allowed') };
      mcp = await new McpClient(connection(), env).start();
    });
    after(async () => {
      await mcp?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const run = async (inputs: object): Promise<ExecutionDetails> =>
      (await mcp.call<ExecutionDetails>('execute_flow', { namespace, flow_id: 'importing', inputs })).result;
    const sentTo = async ({ id, inputs }: ExecutionDetails): Promise<string | undefined> => {
      const args = { execution_id: id, path: String(inputs?.['orders']) };
      return (await mcp.call<{ file: FilePreview }>('get_execution_outputs', args)).result.file.text;
    };

    describe('execute_flow', () => {
      it('sends a file of the workspace, and JSON and ARRAY as values', async () => {
        const inputs = { orders: { path: 'data/orders.csv' }, options: { dry: true, n: [1] }, days: ['mo'] };
        const execution = await run(inputs);
        assert.equal(execution.state, 'SUCCESS');
        assert.match(String(execution.inputs?.['orders']), /orders\.csv$/);
        assert.deepEqual(execution.inputs?.['options'], { dry: true, n: [1] });
        assert.deepEqual(execution.inputs?.['days'], ['mo']);
        assert.equal((await sentTo(execution))?.trim(), 'id\n7');
      });

      it('sends files from text and base64, under their names', async () => {
        const named = await run({ orders: { name: 'a.csv', text: 'häagen;1' } });
        assert.match(String(named.inputs?.['orders']), /a\.csv$/);
        assert.equal(await sentTo(named), 'häagen;1');
        const base64 = Buffer.from('from base64').toString('base64');
        const encoded = await run({ orders: { name: 'b.txt', base64 } });
        assert.equal(await sentTo(encoded), 'from base64');
      });

      it('reads nothing outside of the allowed folders, however it is named', async () => {
        const outside = ['../secret.txt', 'link.txt', path.join(folder, 'secret.txt'), '/etc/hostname'];
        for (const file of outside) {
          const error = await mcp.refused('execute_flow', {
            namespace,
            flow_id: 'importing',
            inputs: { orders: { path: file } },
          });
          assert.equal(error.code, 'INVALID');
          assert.match(error.message, /is not below an allowed folder/, file);
        }
      });

      it('says what is wrong with a file, and starts nothing', async () => {
        const count = async (): Promise<number> =>
          (await mcp.call<{ total: number }>('list_executions', { namespace, flow_id: 'importing' })).result
            .total;
        const before = await count();
        for (const [file, expected] of [
          ['data/none.csv', /There is no file 'data\/none\.csv'/],
          ['data', /'data' is not a file/],
          ['large.csv', /'large\.csv' has 51 MB; at most 50 MB are sent/],
        ] as const) {
          const inputs = { orders: { path: file } };
          const error = await mcp.refused('execute_flow', { namespace, flow_id: 'importing', inputs });
          assert.match(error.message, expected);
        }
        assert.equal(await count(), before);
      });
    });

    it('resume_execution sends the file that a pause asks for', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'signing' });
      await untilState(connection(), id, 'PAUSED');
      const outside = { execution_ids: [id], on_resume: { contract: { path: '../secret.txt' } } };
      assert.match((await mcp.refused('resume_execution', outside)).message, /not below an allowed folder/);
      const on_resume = { contract: { path: 'data/orders.csv', name: 'contract.csv' } };
      await mcp.call('resume_execution', { execution_ids: [id], on_resume });
      await untilState(connection(), id, 'SUCCESS');
      const args = { execution_id: id, task_id: 'signed' };
      const { files } = (await mcp.call<ExecutionOutputs>('get_execution_outputs', args)).result;
      assert.match(files[0]?.uri ?? '', /contract\.csv$/);
      assert.equal(files[0]?.bytes, 5);
    });

    it('replay_execution keeps the file of the original', async () => {
      const { id } = await run({ orders: { name: 'a.csv', text: 'kept' } });
      interface Replayed {
        results: { execution: { id: string } }[];
      }
      const args = { ids: [id], inputs: { days: ['tu'] } };
      const { result } = await mcp.call<Replayed>('replay_execution', args);
      const copy = result.results[0]?.execution ?? { id: '' };
      await untilState(connection(), copy.id, 'SUCCESS');
      const details = await mcp.call<ExecutionDetails>('get_execution', { execution_id: copy.id });
      assert.deepEqual(details.result.inputs?.['days'], ['tu']);
      assert.equal(await sentTo(details.result), 'kept');
    });

    describe('get_execution_outputs', () => {
      let execution_id: string;

      before(async () => {
        execution_id = await startExecution(connection(), { namespace, flowId: 'writing' });
        await untilState(connection(), execution_id, 'SUCCESS');
      });

      const outputs = async (args: object = {}): Promise<ExecutionOutputs> =>
        (await mcp.call<ExecutionOutputs>('get_execution_outputs', { execution_id, ...args })).result;
      const preview = async (taskId: string, args: object = {}): Promise<FilePreview> => {
        const { files } = await outputs({ task_id: taskId });
        const call = { execution_id, path: files[0]?.uri, ...args };
        const { result, raw } = await mcp.call<{ file: FilePreview }>('get_execution_outputs', call);
        assert.ok(textOf(raw).length < 6_000);
        return result.file;
      };

      it('has those of the flow and of task runs, and the sizes of the files', async () => {
        const { outputs: ofFlow, taskRuns, files, total } = await outputs();
        assert.deepEqual(
          taskRuns.map(({ taskId }) => taskId),
          ['csv', 'long', 'picture', 'records'],
        );
        assert.equal(total, 4);
        assert.equal(ofFlow?.['table'], taskRuns[0]?.outputs['uri']);
        assert.deepEqual(
          files.map(({ bytes }) => bytes),
          [24, 20_000, 14, 60],
        );
      });

      it('is paged by cursor', async () => {
        const first = await outputs({ limit: 2 });
        assert.deepEqual([first.taskRuns.length, first.nextCursor], [2, '2']);
        const rest = await outputs({ limit: 2, cursor: first.nextCursor });
        assert.deepEqual(
          rest.taskRuns.map(({ taskId }) => taskId),
          ['picture', 'records'],
        );
        assert.equal(rest.nextCursor, undefined);
      });

      it('previews rows of a file', async () => {
        const all = await preview('csv');
        assert.deepEqual([all.kind, all.bytes, all.truncated], ['text', 24, false]);
        assert.equal(all.text?.trim(), 'id,price\n1,10\n2,20\n3,30');
        const two = await preview('csv', { max_rows: 2 });
        assert.deepEqual([two.text?.trim(), two.truncated], ['id,price\n1,10', true]);
      });

      it('gives the records of an Ion file as values', async () => {
        const records = await preview('records', { max_rows: 2 });
        assert.deepEqual(
          [records.kind, records.rows, records.truncated],
          [
            'rows',
            [
              { id: 1, price: 10 },
              { id: 2, price: 20 },
            ],
            true,
          ],
        );
      });

      it('cuts a long line, and shows nothing of what is binary', async () => {
        const long = await preview('long');
        assert.deepEqual([long.bytes, long.truncated], [20_000, true]);
        const picture = await preview('picture');
        assert.deepEqual([picture.kind, picture.bytes, picture.text], ['binary', 14, undefined]);
      });

      it('finds the files of the original in a replay', async () => {
        const { taskRunList = [] } = await readExecution(connection(), execution_id);
        const args = { ids: [execution_id], task_run_id: taskRunList[1]?.id };
        const replayed = await mcp.call<{ results: { execution: { id: string } }[] }>(
          'replay_execution',
          args,
        );
        const copy = replayed.result.results[0]?.execution.id ?? '';
        await untilState(connection(), copy, 'SUCCESS');
        const { files } = await outputs({ execution_id: copy, task_id: 'csv' });
        assert.equal(files[0]?.bytes, 24);
        const call = { execution_id: copy, path: files[0]?.uri };
        const { result } = await mcp.call<{ file: FilePreview }>('get_execution_outputs', call);
        assert.match(result.file.text ?? '', /^id,price/);
      });

      it('says what is not there', async () => {
        const gone = (await outputs({ task_id: 'csv' })).files[0]?.uri.replace(/\w+\.csv$/, 'gone.csv');
        const file = await mcp.refused('get_execution_outputs', { execution_id, path: gone });
        assert.equal(file.code, 'NOT_FOUND');
        assert.match(file.message, /has no file kestra:.*gone\.csv/);
        const task = await mcp.refused('get_execution_outputs', { execution_id, task_id: 'nope' });
        assert.match(task.message, /has no run of nope/);
        const elsewhere = 'kestra:///other/x.csv';
        const prefix = await mcp.refused('get_execution_outputs', { execution_id, path: elsewhere });
        assert.match(prefix.message, /Invalid prefix path/);
        const execution = await mcp.refused('get_execution_outputs', { execution_id: 'missing' });
        assert.equal(execution.code, 'NOT_FOUND');
      });
    });
  });
}
