import assert from 'node:assert/strict';
import { describeResults, percentAlike, verdictOf } from './report.ts';
import type { ExchangeResult } from './recorded/replay.ts';

function result(name: string, ...differences: string[]): ExchangeResult {
  return { file: 'kill', name, request: 'GET /x', differences };
}

describe('verdictOf', function () {
  it('counts what is alike and separates known from unknown differences', function () {
    const results = [result('a'), result('b', 'status: expected 1, got 2'), result('c', 'x'), result('d')];
    const verdict = verdictOf(results, [{ file: 'kill', name: 'b', reason: 'r' }]);
    assert.equal(percentAlike(verdict), 50);
    assert.deepEqual(
      verdict.unknown.map(({ name }) => name),
      ['c'],
    );
    assert.deepEqual(verdict.stale, []);
  });

  it('finds a known difference stale once the answer is alike, or nobody asked', function () {
    const known = [
      { file: 'kill', name: 'a', reason: 'r' },
      { file: 'kill', name: 'never asked', reason: 'r' },
    ];
    assert.deepEqual(verdictOf([result('a')], known).stale, known);
  });

  it('is not content with nothing', function () {
    assert.equal(percentAlike(verdictOf([], [])), 0);
  });
});

describe('describeResults', function () {
  it('says where, what was asked and what differed', function () {
    assert.equal(
      describeResults([result('a', 'status: expected 1, got 2')]),
      'kill: a\n  GET /x\n  - status: expected 1, got 2',
    );
  });
});
