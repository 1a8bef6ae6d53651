import assert from 'node:assert/strict';
import { scheduleDates, type Schedule } from '../../src/model/schedule.ts';
import { Failure } from '../../src/shared/failure.ts';

const dates = (schedule: Schedule, from: string, to: string, most = 1_000) =>
  scheduleDates(schedule, new Date(from), new Date(to), most);

describe('the dates of a schedule', () => {
  it('include both ends, as the recorded backfills of both majors did', () => {
    const found = dates({ cron: '0 * * * *' }, '2026-11-20T19:00:00Z', '2026-11-20T23:00:00Z');
    assert.equal(found.count, 5);
    assert.equal(found.first?.toISOString(), '2026-11-20T19:00:00.000Z');
    assert.equal(found.last?.toISOString(), '2026-11-20T23:00:00.000Z');
  });

  it('follow a timezone through the change to summer time', () => {
    const found = dates(
      { cron: '0 9 * * *', timezone: 'Europe/Paris' },
      '2026-03-28T00:00:00Z',
      '2026-03-30T00:00:00Z',
    );
    assert.deepEqual(
      [found.count, found.first?.toISOString(), found.last?.toISOString()],
      [2, '2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z'],
    );
  });

  for (const [cron, count] of [
    ['@daily', 2],
    ['@midnight', 2],
    ['@hourly', 49],
    ['5/15 * * * *', 192],
    ['0 18 13 * 5', 1],
    ['0 12 * * 7', 1],
  ] as const) {
    it(`are ${count} of '${cron}' from a Friday noon to a Sunday noon`, () =>
      assert.equal(dates({ cron }, '2026-11-20T12:00:00Z', '2026-11-22T12:00:00Z').count, count));
  }

  it('take day of month and day of week as alternatives', () =>
    assert.equal(dates({ cron: '0 0 1 * 1' }, '2026-11-01T00:00:00Z', '2026-11-30T23:00:00Z').count, 6));

  it('have seconds where the schedule says so, and only there', () => {
    const from = '2026-11-20T00:00:00Z';
    const schedule = { cron: '*/10 * * * * *', withSeconds: true };
    assert.equal(dates(schedule, from, '2026-11-20T00:01:00Z').count, 7);
    assert.throws(() => dates({ cron: '*/10 * * * * *' }, from, from), isInvalid);
  });

  it('are counted up to a limit', () => {
    const found = dates({ cron: '* * * * *' }, '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z', 100);
    assert.deepEqual([found.count, found.more, found.last], [100, true, undefined]);
  });

  it('may be none', () =>
    assert.deepEqual(dates({ cron: '0 0 29 2 *' }, '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z'), {
      count: 0,
      more: false,
    }));

  it('of a timezone that is none cannot be counted', () =>
    assert.throws(
      () =>
        dates({ cron: '@daily', timezone: 'Mars/Olympus' }, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
      isInvalid,
    ));
});

const isInvalid = (error: unknown): boolean => Failure.is(error, 'invalid');
