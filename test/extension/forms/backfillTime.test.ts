import assert from 'node:assert/strict';
import { instantOf } from '../../../src/extension/forms/backfillTime.ts';

describe('dates of a backfill', () => {
  it('are read in this machine’s time zone where they name none', () => {
    assert.equal(instantOf('2026-01-31'), new Date(2026, 0, 31).toISOString());
    assert.equal(instantOf(' 2026-01-31 08:30 '), new Date(2026, 0, 31, 8, 30).toISOString());
  });

  it('keep the offset that they name', () => {
    assert.equal(instantOf('2026-01-31T08:30:00+02:00'), '2026-01-31T06:30:00.000Z');
    assert.equal(instantOf('2026-01-31T08:30Z'), '2026-01-31T08:30:00.000Z');
  });

  for (const text of ['', 'yesterday', '31.01.2026', '2026-13-01', '2026-01-31 25:00']) {
    it(`are refused when they are none: '${text}'`, () => assert.equal(instantOf(text), undefined));
  }
});
