import assert from 'node:assert/strict';
import { readLogs, type LogRequest } from '../../src/operations/readLogs.ts';
import { CHATTY, SLOW } from './flows.ts';
import { failure, onEachMajor } from './stage.ts';

const LONG = `
id: long
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: '${'x'.repeat(3_000)}' }
`;

onEachMajor('logs', [CHATTY, LONG, SLOW], (stage) => {
  let executionId: string;
  before(async () => ({ id: executionId } = await stage().started('chatty', 'SUCCESS')));
  const read = (request: Partial<LogRequest> = {}) =>
    readLogs(stage().context, { executionId, limit: 100, ...request });
  /** Only what the flow says: Kestra adds lines of its own. */
  const words = async (request: Partial<LogRequest> = {}): Promise<string[]> =>
    (await read(request)).lines
      .map(({ message }) => message)
      .filter((message) => /^(first|second|third|fourth)$/.test(message));

  it('come in order of time with level and task', async () => {
    assert.deepEqual(await words(), ['first', 'second', 'third', 'fourth']);
    const last = (await read()).lines.find(({ message }) => message === 'fourth');
    assert.deepEqual([last?.level, last?.taskId], ['ERROR', 'four']);
    assert.ok(Date.now() - Date.parse(last?.time ?? '') < 60_000);
  });

  it('are narrowed to a level and above', async () =>
    assert.deepEqual(await words({ minLevel: 'WARN' }), ['third', 'fourth']));

  it('are narrowed to a task', async () => assert.deepEqual(await words({ taskId: 'two' }), ['second']));

  it('begin with the end and go upwards by cursor', async () => {
    const { total } = await read();
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ limit: 3, cursor });
      pages.unshift(page.lines.map(({ message }) => message));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.equal(pages.length, Math.ceil(total / 3));
    assert.deepEqual(
      pages.flat(),
      (await read()).lines.map(({ message }) => message),
    );
  });

  it('keep within a size, with at least one line', async () => {
    const { lines, total, nextCursor } = await read({ maxBytes: 10 });
    assert.deepEqual([lines.length, nextCursor], [1, String(total - 1)]);
  });

  it('cut a line that is too long and say so', async () => {
    const { id } = await stage().started('long', 'SUCCESS');
    const { lines } = await read({ executionId: id, minLevel: 'INFO' });
    assert.ok(lines.some(({ message }) => message === `${'x'.repeat(2_000)}… (3000 characters)`));
  });

  it('are empty for an execution that has not said anything', async () => {
    assert.deepEqual(await read({ taskId: 'missing' }), { lines: [], total: 0, nextCursor: undefined });
  });

  it('of an execution that does not exist are none, not empty', () =>
    failure('not_found', read({ executionId: 'missing' })));

  it('take no cursor that was not given', () => failure('invalid', read({ cursor: 'next' })));
});
