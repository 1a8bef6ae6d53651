import assert from 'node:assert/strict';
import { Cron } from './cron.ts';

const FROM = new Date('2026-11-21T10:17:30Z'); // a Saturday

describe('cron of the stand-in', () => {
  for (const [expression, next] of [
    ['0 * * * *', '2026-11-21T11:00:00Z'],
    ['*/15 * * * *', '2026-11-21T10:30:00Z'],
    ['30 9 * * MON-FRI', '2026-11-23T09:30:00Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00Z'],
    ['0 12 1,15 * *', '2026-12-01T12:00:00Z'],
    ['0 0 1 * 7', '2026-11-22T00:00:00Z'],
    ['5-10/5 10 * * *', '2026-11-22T10:05:00Z'],
    ['@daily', '2026-11-22T00:00:00Z'],
  ] as const) {
    it(`${expression} is due next at ${next}`, () => {
      assert.equal(new Cron(expression).next(FROM)?.toISOString(), next.replace('Z', '.000Z'));
    });
  }

  it('knows seconds, and the date before', () => {
    const cron = new Cron('*/10 * * * * *', true);
    assert.equal(cron.next(FROM)?.toISOString(), '2026-11-21T10:17:40.000Z');
    assert.equal(cron.previous(FROM)?.toISOString(), '2026-11-21T10:17:20.000Z');
    assert.equal(new Cron('0 3 * * *').previous(FROM)?.toISOString(), '2026-11-21T03:00:00.000Z');
  });

  it('has no date for a day there never is', () => {
    assert.equal(new Cron('0 0 30 2 *').next(FROM), undefined);
  });

  for (const wrong of ['bad', '* * * *', '60 * * * *', '* * * FOO *', '9-3 * * * *']) {
    it(`refuses '${wrong}'`, () => assert.throws(() => new Cron(wrong), RangeError));
  }
});
