import assert from 'node:assert/strict';
import { momentWords, timeZoneWords, usualMoments } from '../../../src/extension/forms/moments.ts';
import { MOMENT_TYPES } from '../../../src/extension/forms/typedMoment.ts';
import { encodeInput } from '../../../src/model/inputValue.ts';

/** The last day of a month, in the evening. */
const NOW = new Date(2026, 0, 31, 23, 30, 15);

describe('times that are offered', () => {
  for (const type of MOMENT_TYPES) {
    it(`are in the format that Kestra takes: ${type}`, () => {
      for (const { label, value } of usualMoments(type, NOW)) {
        assert.deepEqual(
          encodeInput('at', { id: 'at', type }, value),
          { part: { name: 'at', text: value } },
          label,
        );
      }
    });
  }

  it('know the calendar', () => {
    const dates = new Map(usualMoments('DATE', NOW).map(({ label, value }) => [label, value]));
    assert.equal(dates.get('Tomorrow'), '2026-02-01');
    assert.equal(dates.get('First day of this month'), '2026-01-01');
    assert.equal(dates.get('Last day of last month'), '2025-12-31');
  });

  it('begin a day at midnight here', () => {
    const start = usualMoments('DATETIME', NOW).find(({ label }) => label === 'Start of tomorrow');
    assert.equal(Date.parse(start?.value ?? ''), new Date(2026, 1, 1).getTime());
    const later = usualMoments('TIME', NOW).find(({ label }) => label === 'In an hour');
    assert.equal(later?.value, '00:30:15');
  });
});

describe('a time in words', () => {
  it('is what a person says', () => {
    assert.equal(momentWords('DURATION', 'PT1H30M'), '1h 30m');
    assert.equal(momentWords('TIME', '08:00:00'), '08:00:00');
    assert.match(momentWords('DATE', '2026-01-31'), /Saturday.*2026/);
    assert.match(momentWords('DATETIME', '2026-01-31T12:00:00Z'), /2026.*:00/);
  });

  it('is left alone where it cannot be read', () => {
    assert.equal(momentWords('DATETIME', '{{ now() }}'), '{{ now() }}');
    assert.equal(momentWords('DATE', 'soon'), 'soon');
    assert.equal(momentWords('DURATION', 'long'), 'long');
  });

  it('names the time zone with its offset', () => {
    assert.match(timeZoneWords(NOW), /^(UTC|.+, UTC[+-]\d\d:\d\d)$/);
  });
});
