import assert from 'node:assert/strict';
import type { ShownTaskRun } from '../../src/webview/messages.ts';
import { barsOf, ganttRows, scaleOf, ticksOf } from '../../src/webview/ganttRows.ts';

const SCALE = { start: 1_000, end: 11_000 };

function taskRun(id: string, change: Partial<ShownTaskRun> = {}): ShownTaskRun {
  return { id, taskId: id, state: 'SUCCESS', start: 1_000, end: 2_000, attempts: [], ...change };
}

describe('the rows of the Gantt chart', () => {
  const all = [
    taskRun('last', { start: 9_000 }),
    taskRun('inner', { parent: 'middle', start: 3_000 }),
    taskRun('outer', { start: 1_500 }),
    taskRun('middle', { parent: 'outer', start: 2_000 }),
    taskRun('first'),
    taskRun('created', { start: undefined, end: undefined }),
  ];
  const look = (closed: string[]): string[] =>
    ganttRows(all, new Set(closed)).map(({ taskRun: { id }, depth }) => '  '.repeat(depth) + id);

  it('stand under what they are nested in, by start', () => {
    assert.deepEqual(look([]), ['first', 'outer', '  middle', '    inner', 'last', 'created']);
  });

  it('are left out where something is closed', () => {
    assert.deepEqual(look(['middle']), ['first', 'outer', '  middle', 'last', 'created']);
    assert.deepEqual(look(['outer']), ['first', 'outer', 'last', 'created']);
  });

  it('stand at the top when the parent is not told', () => {
    assert.deepEqual(
      ganttRows([taskRun('orphan', { parent: 'gone' })], new Set()).map(({ depth, open }) => [depth, open]),
      [[0, undefined]],
    );
  });
});

describe('the scale of the Gantt chart', () => {
  it('goes to now while something is open', () => {
    assert.deepEqual(scaleOf([taskRun('a'), taskRun('b', { end: undefined })], 7_000), {
      start: 1_000,
      end: 7_000,
    });
  });

  it('has a length also when nothing has begun', () => {
    assert.deepEqual(scaleOf([taskRun('a', { start: undefined, end: undefined })], 7_000), {
      start: 7_000,
      end: 7_001,
    });
  });

  it('is marked in steps that people count in', () => {
    assert.deepEqual(ticksOf(6_300, 6), [0, 2_000, 4_000, 6_000]);
    assert.deepEqual(ticksOf(90, 6), [0, 20, 40, 60, 80]);
    assert.ok(ticksOf(400 * 86_400_000, 6).length <= 7);
  });
});

describe('the bars of a task run', () => {
  it('are one for all of it without attempts', () => {
    const [bar, ...others] = barsOf(taskRun('a', { start: 2_000, end: 4_500 }), SCALE, 0);
    assert.deepEqual([bar?.left, bar?.width, others.length], [10, 25, 0]);
  });

  it('are one for each attempt', () => {
    const attempts = [
      { state: 'FAILED' as const, start: 1_000, end: 2_000 },
      { state: 'SUCCESS' as const, start: 6_000, end: 11_000 },
    ];
    const bars = barsOf(taskRun('a', { attempts, end: 11_000 }), SCALE, 0);
    assert.deepEqual(
      bars.map(({ span, left, width }) => [span.state, left, width]),
      [
        ['FAILED', 0, 10],
        ['SUCCESS', 50, 50],
      ],
    );
  });

  it('have the state of the task run while an attempt is open: Kestra calls that one RUNNING', () => {
    const attempts = [{ state: 'RUNNING' as const, start: 2_000 }];
    const [bar] = barsOf(taskRun('a', { state: 'PAUSED', end: undefined, attempts }), SCALE, 7_000);
    assert.deepEqual([bar?.span.state, bar?.width], ['PAUSED', 50]);
  });

  it('never leave the chart', () => {
    const [bar] = barsOf(taskRun('a', { start: 10_000, end: 99_000 }), SCALE, 0);
    assert.deepEqual([bar?.left, bar?.width], [90, 10]);
  });
});
