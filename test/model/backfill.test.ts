import assert from 'node:assert/strict';
import {
  backfillInputProblems,
  backfillNotes,
  backfillWindow,
  isConditional,
  schedulesOf,
  type WantedWindow,
} from '../../src/model/backfill.ts';
import type { Flow, Trigger } from '../../src/model/flow.ts';
import { Failure } from '../../src/shared/failure.ts';
import { say } from '../../src/shared/told.ts';

const NOW = new Date('2026-11-21T12:00:00.789Z');
const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule';
const trigger = (change: Record<string, unknown> = {}): Trigger => ({
  id: 'daily',
  type: SCHEDULE,
  cron: '0 9 * * *',
  ...change,
});

describe('the time of a backfill', () => {
  const ends = (wanted: WantedWindow): string[] => {
    const { start, end } = backfillWindow(wanted, NOW);
    return [start.toISOString(), end.toISOString()];
  };

  it('lasts until now unless it has an end, in whole seconds as Kestra compares them', () => {
    assert.deepEqual(ends({ start: '2026-11-20T01:00:00+01:00' }), [
      '2026-11-20T00:00:00.000Z',
      '2026-11-21T12:00:00.000Z',
    ]);
    assert.equal(
      ends({ start: '2026-11-01T00:00:00Z', end: '2026-11-02T00:00:00Z' })[1],
      '2026-11-02T00:00:00.000Z',
    );
  });

  it('adds up days, hours and minutes', () =>
    assert.equal(ends({ days: 1, hours: 1, minutes: 30 })[0], '2026-11-20T10:30:00.000Z'));

  for (const [title, wanted] of [
    ['without a start', {}],
    ['that is told twice', { start: '2026-11-20T00:00:00Z', hours: 3 }],
    ['with an end alone', { end: '2026-11-20T00:00:00Z' }],
    ['that ends before it starts', { start: '2026-11-20T00:00:00Z', end: '2026-11-19T00:00:00Z' }],
    ['that is not over yet', { start: '2026-11-20T00:00:00Z', end: '2026-11-22T00:00:00Z' }],
    ['of no length', { minutes: 0 }],
  ] as const) {
    it(`${title} is refused`, () =>
      assert.throws(
        () => backfillWindow(wanted, NOW),
        (error) => Failure.is(error, 'invalid'),
      ));
  }
});

const notesOn = (of: Trigger): string =>
  backfillNotes(of)
    .map((note) => say(note))
    .join();

describe('what is told about a backfill', () => {
  it('is that conditions make its count an upper bound, in the words of both majors', () => {
    assert.equal(isConditional(trigger()), false);
    assert.equal(isConditional(trigger({ conditions: [] })), false);
    assert.equal(
      isConditional(trigger({ conditions: [{ type: 'io.kestra.plugin.core.condition.Weekend' }] })),
      true,
    );
    assert.equal(isConditional(trigger({ when: '{{ trigger.date }}' })), true);
    assert.match(notesOn(trigger({ when: 'x' })), /the count is the most/);
  });

  it('is in which timezone was counted, and that runs may wait for each other', () => {
    assert.match(notesOn(trigger()), /counted in UTC.*waits for the end/);
    assert.deepEqual(backfillNotes(trigger({ timezone: 'Europe/Paris', allowConcurrent: true })), []);
    assert.match(notesOn(trigger({ stopAfter: ['FAILED'] })), /stopAfter/);
  });

  it('counts schedules only, not other triggers that fire by the clock', () => {
    const dates = trigger({
      id: 'dates',
      type: 'io.kestra.plugin.core.trigger.ScheduleOnDates',
      cron: undefined,
    });
    const flow = { id: 'f', namespace: 'n', triggers: [trigger(), dates] };
    assert.deepEqual(
      schedulesOf(flow).map(({ id }) => id),
      ['daily'],
    );
  });
});

describe('the inputs of a backfill', () => {
  const flow: Flow = {
    id: 'f',
    namespace: 'n',
    inputs: [
      { id: 'region', type: 'STRING' },
      { id: 'limit', type: 'INT', defaults: 3 },
      { id: 'extra', type: 'STRING', required: false },
    ],
  };

  it('may come from the trigger', () => {
    assert.deepEqual(backfillInputProblems(flow, trigger({ inputs: { region: 'eu' } }), {}), []);
    assert.deepEqual(backfillInputProblems(flow, trigger(), { region: 'us' }), []);
  });

  it('are missed when neither gives one that is required', () =>
    assert.deepEqual(backfillInputProblems(flow, trigger(), { limit: 5 }), [
      'region is required, and neither given nor set by the trigger',
    ]));

  it('may be expressions, which Kestra renders for each run', () =>
    assert.deepEqual(
      backfillInputProblems(flow, trigger(), { region: 'eu', limit: '{{ trigger.date }}' }),
      [],
    ));

  it('are refused with a wrong type or an unknown name', () =>
    assert.equal(backfillInputProblems(flow, trigger(), { region: 'eu', limit: 'x', nope: 1 }).length, 2));
});
