import assert from 'node:assert/strict';
import { aroundDifference, assertionText } from '../../src/model/assertionText.ts';

describe('what an assertion compares', () => {
  it('is text as it is, and anything else as JSON', () => {
    assert.deepEqual(['1', 1, null, [1], undefined].map(assertionText), ['1', '1', 'null', '[\n  1\n]', '']);
  });

  it('is shown whole while it is short', () => {
    assert.deepEqual(aroundDifference(['one', 'two'], 10), ['one', 'two']);
  });

  it('is cut around the first difference', () => {
    const same = 'a'.repeat(1_000);
    const [expected, actual] = aroundDifference([`${same}RIGHT${same}`, `${same}WRONG${same}`], 100);
    assert.match(expected, /^…a{40}RIGHTa{55}…$/);
    assert.match(actual, /^…a{40}WRONGa{55}…$/);
  });

  it('is cut at the end of the shorter text when that is all that differs', () => {
    const same = 'a'.repeat(200);
    assert.deepEqual(aroundDifference([same, `${same}b`], 60), [`…${'a'.repeat(40)}`, `…${'a'.repeat(40)}b`]);
  });
});
