import assert from 'node:assert/strict';
import { momentOf } from '../../../src/extension/forms/typedMoment.ts';

describe('a time that is typed', () => {
  it('is a date where it exists', () => {
    assert.equal(momentOf('DATE', ' 2026-1-5 '), '2026-01-05');
    for (const text of ['2026-02-30', '2026-13-01', '31.01.2026', 'today', ''])
      assert.equal(momentOf('DATE', text), undefined, text);
  });

  it('is a time of day', () => {
    assert.equal(momentOf('TIME', '8:30'), '08:30:00');
    assert.equal(momentOf('TIME', '23:59:58'), '23:59:58');
    for (const text of ['24:00', '8', '8:60', '08:30:61'])
      assert.equal(momentOf('TIME', text), undefined, text);
  });

  it('is meant in this machine’s time zone where it names none', () => {
    const sent = (date: Date): string => date.toISOString().replace('.000', '');
    assert.equal(momentOf('DATETIME', '2026-01-31'), sent(new Date(2026, 0, 31)));
    assert.equal(momentOf('DATETIME', ' 2026-01-31 08:30 '), sent(new Date(2026, 0, 31, 8, 30)));
    assert.equal(momentOf('DATETIME', '2026-7-1 8:30:15'), sent(new Date(2026, 6, 1, 8, 30, 15)));
  });

  it('keeps the offset that it names', () => {
    assert.equal(momentOf('DATETIME', '2026-01-31T08:30:00+02:00'), '2026-01-31T06:30:00Z');
    assert.equal(momentOf('DATETIME', '2026-01-31 08:30 -0530'), '2026-01-31T14:00:00Z');
    assert.equal(momentOf('DATETIME', '2026-01-31T08:30:00.123Z'), '2026-01-31T08:30:00Z');
  });

  for (const text of [
    '',
    'yesterday',
    '31.01.2026',
    '2026-13-01',
    '2026-01-31 25:00',
    '2026-01-31T08:30+99:00',
  ]) {
    it(`is refused when it is none: '${text}'`, () => assert.equal(momentOf('DATETIME', text), undefined));
  }

  it('is a duration as people and as ISO 8601 write it', () => {
    const durations = {
      '90s': 'PT90S',
      '5 min': 'PT5M',
      '1h 30m': 'PT1H30M',
      '2 days, 4 hours': 'P2DT4H',
      pt15m: 'PT15M',
      P1DT12H: 'P1DT12H',
      '0s': 'PT0S',
    };
    for (const [text, iso] of Object.entries(durations)) assert.equal(momentOf('DURATION', text), iso, text);
    for (const text of ['', '5', '5 parsecs', 'm5', '1h and more', 'P', 'PT'])
      assert.equal(momentOf('DURATION', text), undefined, text);
  });
});
