import assert from 'node:assert/strict';
import { compareTaskRuns } from '../../src/model/compareTaskRuns.ts';
import type { TaskRun } from '../../src/model/execution.ts';
import type { State } from '../../src/model/state.ts';

const run = (taskId: string, seconds: number, current: State = 'SUCCESS', value?: string): TaskRun => ({
  id: `${taskId}-${value ?? ''}`,
  taskId,
  value,
  state: { current, histories: [], duration: `PT${seconds}S` },
});

describe('compareTaskRuns', () => {
  it('tells other ends first, then the greatest differences of time', () => {
    const { different, alike } = compareTaskRuns(
      [run('a', 1), run('b', 2), run('c', 1), run('d', 5)],
      [run('a', 4), run('b', 1, 'FAILED'), run('c', 1.1), run('d', 20)],
    );
    assert.deepEqual(
      different.map(({ taskId }) => taskId),
      ['b', 'd', 'a'],
    );
    assert.equal(alike, 1);
    assert.deepEqual(different[0]?.second, { state: 'FAILED', seconds: 1 });
  });

  for (const [what, first, second] of [
    ['less than a second', 0.1, 1],
    ['less than half of it', 10, 13],
  ] as const) {
    it(`takes ${what} for chance`, () => {
      const { different } = compareTaskRuns([run('a', first)], [run('a', second)]);
      assert.deepEqual(different, []);
    });
  }

  it('tells iterations apart, and what ran on one side only', () => {
    const { different, alike } = compareTaskRuns(
      [run('load', 1, 'SUCCESS', 'x'), run('load', 1, 'SUCCESS', 'y')],
      [run('load', 1, 'SUCCESS', 'x')],
    );
    assert.equal(alike, 1);
    assert.deepEqual(different, [
      { taskId: 'load', value: 'y', first: { state: 'SUCCESS', seconds: 1 }, second: undefined },
    ]);
  });
});
