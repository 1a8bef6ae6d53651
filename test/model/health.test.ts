import assert from 'node:assert/strict';
import type { Execution } from '../../src/model/execution.ts';
import {
  failuresByFlow,
  isOverdue,
  isStoppedByOutcome,
  isStuck,
  runsByFlow,
} from '../../src/model/health.ts';
import type { State } from '../../src/model/state.ts';
import type { TriggerState } from '../../src/model/trigger.ts';

const START = Date.parse('2026-11-21T00:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** An execution that entered each state after so many seconds. */
function execution(flowId: string, ...histories: [State, number][]): Execution {
  const current = histories.at(-1)?.[0] ?? 'CREATED';
  return {
    id: `${flowId}-${histories.length}`,
    namespace: 'test',
    flowId,
    state: { current, histories: histories.map(([state, seconds]) => ({ state, date: at(seconds) })) },
  };
}

const trigger = (change: Partial<TriggerState>): TriggerState => ({
  namespace: 'test',
  flowId: 'flow',
  triggerId: 'hourly',
  disabled: false,
  next: at(0),
  ...change,
});

describe('health', () => {
  it('measures runs without their waiting', () => {
    const approved = execution(
      'a',
      ['CREATED', 0],
      ['RUNNING', 1],
      ['PAUSED', 3],
      ['RUNNING', 5_000],
      ['SUCCESS', 5_002],
    );
    assert.deepEqual(runsByFlow([approved])[0], {
      namespace: 'test',
      flowId: 'a',
      runs: 1,
      failed: 0,
      meanSeconds: 4,
      p95Seconds: 4,
    });
  });

  it('takes the 95th percentile by nearest rank, and leads with the flow of most runs', () => {
    const many = Array.from({ length: 20 }, (_, i) => execution('many', ['RUNNING', 0], ['SUCCESS', i + 1]));
    const [first, second] = runsByFlow([execution('one', ['RUNNING', 0], ['FAILED', 7]), ...many]);
    assert.deepEqual([first?.flowId, first?.meanSeconds, first?.p95Seconds], ['many', 10.5, 19]);
    assert.deepEqual([second?.flowId, second?.failed, second?.p95Seconds], ['one', 1, 7]);
  });

  it('counts failures per flow with the latest of each', () => {
    const failures = [
      execution('b', ['FAILED', 9]),
      execution('a', ['FAILED', 5]),
      execution('b', ['RUNNING', 1], ['FAILED', 2]),
    ];
    assert.deepEqual(
      failuresByFlow(failures).map(({ flowId, failed, lastExecutionId }) => [
        flowId,
        failed,
        lastExecutionId,
      ]),
      [
        ['b', 2, 'b-1'],
        ['a', 1, 'a-1'],
      ],
    );
  });

  it('calls RUNNING stuck after an hour, and other states after five minutes', () => {
    const now = START + 3_000_000;
    assert.equal(isStuck(execution('a', ['RUNNING', 0]), now), false);
    assert.equal(isStuck(execution('a', ['QUEUED', 0]), now), true);
    assert.equal(isStuck(execution('a', ['QUEUED', 2_900]), now), false);
    assert.equal(isStuck(execution('a', ['RUNNING', 0]), START + 3_700_000), true);
  });

  it('calls a trigger overdue when nothing explains that its date has passed', () => {
    const now = START + 600_000;
    assert.equal(isOverdue(trigger({}), now), true);
    assert.equal(isOverdue(trigger({ next: at(590) }), now), false);
    for (const excuse of [
      { disabled: true },
      { lockedBy: 'x' },
      { backfill: { paused: false } },
      { next: undefined },
    ])
      assert.equal(isOverdue(trigger(excuse), now), false);
  });

  it('tells a trigger that its own stopAfter has disabled', () => {
    assert.equal(isStoppedByOutcome(trigger({ disabled: true, stopAfter: ['FAILED'] })), true);
    assert.equal(isStoppedByOutcome(trigger({ disabled: true })), false);
    assert.equal(
      isStoppedByOutcome(trigger({ disabled: true, disabledInFlow: true, stopAfter: ['FAILED'] })),
      false,
    );
  });
});
