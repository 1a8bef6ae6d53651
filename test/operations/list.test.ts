import assert from 'node:assert/strict';
import {
  flowsOfNamespace,
  listExecutions,
  listNamespaces,
  searchFlows,
  searchFlowSources,
} from '../../src/operations/list.ts';
import type { PageRequest, PageResult } from '../../src/operations/page.ts';
import { createFlow, startExecution } from '../support/executions.ts';
import { backdate } from '../support/kestra.ts';
import { CHATTY, FAILING, HELLO } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

const SCHEDULED = `
id: scheduled
disabled: true
tasks:
  - { id: log, type: io.kestra.plugin.core.log.Log, message: 'a needle in the source' }
triggers:
  - { id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: '0 6 * * *' }
`;

/** Every page of a list. */
async function pagesOf<T>(
  read: (request: PageRequest) => Promise<PageResult<T>>,
  limit: number,
): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read({ limit, cursor });
    pages.push(items);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return pages;
}

onEachMajor('lists', [CHATTY, FAILING, HELLO, SCHEDULED], (stage) => {
  const below = (): string => `${stage().namespace}.below`;
  const ids: string[] = [];
  before(async () => {
    const { connection } = stage();
    await createFlow(connection, `namespace: ${below()}\n${HELLO.trim()}`);
    for (let count = 0; count < 5; count += 1) ids.unshift((await stage().started('hello', 'SUCCESS')).id);
    const other = await startExecution(connection, { namespace: below(), flowId: 'hello' });
    await stage().until(other, 'SUCCESS');
    await stage().started('failing', 'FAILED');
  });

  describe('executions', () => {
    const list = (search: Parameters<typeof listExecutions>[1], request: PageRequest = { limit: 50 }) =>
      listExecutions(stage().context, { namespace: stage().namespace, ...search }, request);

    it('come page by page, the latest first, none twice and none left out', async () => {
      const read = (request: PageRequest) => list({ flowId: 'hello', exactNamespace: true }, request);
      const pages = await pagesOf(read, 2);
      assert.deepEqual(
        pages.map((page) => page.map(({ id }) => id)),
        [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)],
      );
      assert.equal((await read({ limit: 1 })).total, 5);
    });

    it('continue where a page was cut for its size', async () => {
      const read = (request: PageRequest) =>
        list({ flowId: 'hello', exactNamespace: true }, { ...request, maxBytes: 1_000 });
      const pages = await pagesOf(read, 4);
      assert.ok(pages.length > 2);
      assert.deepEqual(
        pages.flat().map(({ id }) => id),
        ids,
      );
    });

    it('include those below the namespace unless told otherwise', async () => {
      assert.equal((await list({ flowId: 'hello' })).total, 6);
      assert.equal((await list({ flowId: 'hello', exactNamespace: true })).total, 5);
    });

    it('are narrowed by state and label', async () => {
      assert.equal(only((await list({ states: ['FAILED'] })).items).flowId, 'failing');
      assert.equal(only((await list({ labels: { team: 'finance' } })).items).flowId, 'failing');
      assert.equal((await list({ labels: { team: 'other' } })).total, 0);
    });

    it('are of every age unless narrowed', async function () {
      const { id } = await stage().started('chatty', 'SUCCESS');
      if (!(await backdate(stage().connection, id, 18))) this.skip();
      assert.equal(only((await list({ flowId: 'chatty' })).items).id, id);
      const startedAfter = new Date(Date.now() - 86_400_000).toISOString();
      assert.equal((await list({ flowId: 'chatty', startedAfter })).total, 0);
      assert.equal((await list({ flowId: 'chatty', startedBefore: startedAfter })).total, 1);
    });

    for (const cursor of ['abc', '-1', '1.5']) {
      it(`take no cursor '${cursor}'`, () => failure('invalid', list({}, { limit: 5, cursor })));
    }
  });

  it('flows are searched by a part of their id', async () => {
    const search = { text: 'sched', namespace: stage().namespace };
    const flow = only((await searchFlows(stage().context, search, { limit: 10 })).items);
    const { id, disabled, triggers, revision, url } = flow;
    assert.deepEqual([id, disabled, triggers, revision], ['scheduled', true, ['daily'], 1]);
    assert.match(url, /\/ui\/main\/flows\/edit\//);
  });

  it('flows come page by page in alphabetical order', async () => {
    const read = (request: PageRequest) =>
      searchFlows(stage().context, { namespace: stage().namespace }, request);
    const pages = await pagesOf(read, 2);
    assert.deepEqual(
      pages.flat().map(({ id }) => id),
      ['chatty', 'failing', 'hello', 'hello', 'scheduled'],
    );
  });

  it('flows are found by their source, with the lines', async () => {
    const search = { text: 'needle', namespace: stage().namespace };
    const { id, fragments } = only((await searchFlowSources(stage().context, search, { limit: 10 })).items);
    assert.equal(id, 'scheduled');
    assert.match(fragments?.join('\n') ?? '', /a needle in the source/);
  });

  it('flows of exactly one namespace', async () => {
    const flows = await flowsOfNamespace(stage().context, stage().namespace);
    assert.deepEqual(
      flows.map(({ id }) => id),
      ['chatty', 'failing', 'hello', 'scheduled'],
    );
    assert.equal(flows[2]?.description, 'Says hello.');
  });

  for (const withFlowsOnly of [true, false]) {
    it(`namespaces are found by a part of their name${withFlowsOnly ? ', if they hold flows' : ''}`, async () => {
      const text = stage().namespace;
      const read = (request: PageRequest) =>
        listNamespaces(stage().context, { text, withFlowsOnly }, request);
      assert.deepEqual(await pagesOf(read, 1), [[text], [below()]]);
    });
  }
});
