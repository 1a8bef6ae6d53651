import assert from 'node:assert/strict';
import { sendOk } from '../support/executions.ts';
import { only } from './results.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

interface Deletion {
  deleted: boolean;
  files: string[];
}
interface File {
  content: string;
}

const HOLDS_NAMESPACE = `
id: holder
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: here
`;

async function put(stage: Stage, path: string, content: string): Promise<void> {
  const body = new FormData();
  body.append('fileContent', new Blob([content]), path.split('/').at(-1));
  await sendOk(stage.connection, 'POST', `namespaces/${stage.namespace}/files?path=${path}`, { body });
}

async function stored(stage: Stage, path: string): Promise<string> {
  const route = `namespaces/${stage.namespace}/files?path=${path}`;
  return (await sendOk(stage.connection, 'GET', route)).text();
}

export const FILES: readonly Task[] = [
  defineTask({
    says: 'Put a file queries/daily.sql into $NS, with "select 1".',
    flows: [HOLDS_NAMESPACE],
    calls: ['write_namespace_file'],
    solve: (agent, { namespace }) =>
      agent.call('write_namespace_file', { namespace, path: 'queries/daily.sql', text: 'select 1' }),
    check: async (stage) => assert.equal(await stored(stage, '/queries/daily.sql'), 'select 1'),
  }),

  defineTask({
    says: 'Set max to 20 in the file of $NS that holds the limits.',
    flows: [HOLDS_NAMESPACE],
    given: (stage) => put(stage, '/config/limits.json', '{ "max": 10, "min": 1 }'),
    calls: ['search_namespace_files', 'read_namespace_file', 'write_namespace_file'],
    async solve(agent, { namespace }) {
      const search = { namespace, query: 'limits' };
      const path = only((await agent.call<{ paths: string[] }>('search_namespace_files', search)).paths);
      const { content } = await agent.call<File>('read_namespace_file', { namespace, path });
      const text = content.replace('"max": 10', '"max": 20');
      await agent.call('write_namespace_file', { namespace, path, text, overwrite: true });
    },
    check: async (stage) =>
      assert.equal(await stored(stage, '/config/limits.json'), '{ "max": 20, "min": 1 }'),
  }),

  defineTask({
    says: 'Somebody has broken limits.json in $NS. Bring back what it was before.',
    flows: [HOLDS_NAMESPACE],
    async given(stage) {
      await put(stage, '/limits.json', '{ "max": 10 }');
      await put(stage, '/limits.json', '{ "max": ');
    },
    calls: ['list_namespace_file_revisions', 'read_namespace_file', 'write_namespace_file'],
    async solve(agent, { namespace }) {
      const file = { namespace, path: 'limits.json' };
      const { revisions } = await agent.call<{ revisions: number[] }>('list_namespace_file_revisions', file);
      const [, before] = revisions.toSorted((a, b) => b - a);
      const { content } = await agent.call<File>('read_namespace_file', { ...file, revision: before });
      await agent.call('write_namespace_file', { ...file, text: content, overwrite: true });
    },
    check: async (stage) => assert.equal(await stored(stage, '/limits.json'), '{ "max": 10 }'),
  }),

  defineTask({
    says: 'Rename the SQL file in the directory queries of $NS to nightly.sql.',
    flows: [HOLDS_NAMESPACE],
    given: (stage) => put(stage, '/queries/daily.sql', 'select 1'),
    calls: ['list_namespace_files', 'move_namespace_file'],
    async solve(agent, { namespace }) {
      interface Entries {
        entries: { path: string }[];
      }
      const list = await agent.call<Entries>('list_namespace_files', { namespace, path: 'queries' });
      const { path } = only(list.entries);
      const to_path = path.replace(/[^/]+$/, 'nightly.sql');
      await agent.call('move_namespace_file', { namespace, path, to_path });
    },
    async check(stage) {
      assert.equal(await stored(stage, '/queries/nightly.sql'), 'select 1');
      await assert.rejects(stored(stage, '/queries/daily.sql'), /404/);
    },
  }),

  defineTask({
    says: 'Delete the directory tmp of $NS, and tell me before what is in it.',
    flows: [HOLDS_NAMESPACE],
    async given(stage) {
      await put(stage, '/tmp/a.txt', 'a');
      await put(stage, '/tmp/deep/b.txt', 'b');
      await put(stage, '/kept.txt', 'c');
    },
    calls: ['delete_namespace_file', 'delete_namespace_file'],
    async solve(agent, { namespace }) {
      const directory = { namespace, path: 'tmp' };
      const preview = await agent.call<Deletion>('delete_namespace_file', directory);
      await agent.call('delete_namespace_file', { ...directory, confirm: true });
      return preview;
    },
    async check(stage, { answer }) {
      assert.equal(answer.deleted, false);
      assert.deepEqual(
        answer.files.map((path) => path.split('/').at(-1)),
        ['a.txt', 'b.txt'],
      );
      await assert.rejects(stored(stage, '/tmp/a.txt'), /404/);
      assert.equal(await stored(stage, '/kept.txt'), 'c');
    },
  }),
];
