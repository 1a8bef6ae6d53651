import assert from 'node:assert/strict';
import { Failure } from '../../src/shared/failure.ts';

describe('Failure', () => {
  const cause = new Error('socket');
  const full = new Failure('rate_limited', 'Too many requests.', {
    hint: 'Wait.',
    status: 429,
    violations: ['a', 'b'],
    retryAfterSeconds: 3,
    cause,
  });

  it('keeps everything but what is changed', () => {
    const changed = full.with({ message: 'Slow down.' });
    const { kind, message, hint, status, violations, retryAfterSeconds } = changed;
    assert.deepEqual(
      { kind, message, hint, status, violations, retryAfterSeconds, cause: changed.cause },
      {
        kind: 'rate_limited',
        message: 'Slow down.',
        hint: 'Wait.',
        status: 429,
        violations: ['a', 'b'],
        retryAfterSeconds: 3,
        cause,
      },
    );
    assert.equal(full.message, 'Too many requests.');
  });

  it('is recognized by kind', () => {
    assert.ok(Failure.is(full));
    assert.ok(Failure.is(full, 'conflict', 'rate_limited'));
    assert.ok(!Failure.is(full, 'conflict'));
    assert.ok(!Failure.is(cause));
    assert.ok(!Failure.is(undefined));
  });

  for (const [thrown, message] of [
    [new TypeError('bug'), 'bug'],
    ['text', 'text'],
    [undefined, 'undefined'],
  ] as const) {
    it(`makes one of whatever was thrown: ${String(thrown)}`, () => {
      const failure = Failure.from(thrown);
      assert.deepEqual([failure.kind, failure.message, failure.cause], ['unexpected', message, thrown]);
    });
  }

  it('stays itself when it is made one', () => assert.equal(Failure.from(full), full));
});
