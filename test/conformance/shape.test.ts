import assert from 'node:assert/strict';
import { shapeDifferences, shapeOf, type Strictness } from './shape.ts';

function differences(expected: unknown, actual: unknown, strictness: Strictness = 'exact'): string[] {
  return shapeDifferences(shapeOf(expected), shapeOf(actual), strictness);
}

describe('shapeDifferences', function () {
  it('finds none between values that differ in nothing but their values', function () {
    assert.deepEqual(
      differences({ id: 'a', n: 1, list: [true] }, { id: 'b', n: 2, list: [false, true] }),
      [],
    );
  });

  it('names a missing member by its place', function () {
    assert.deepEqual(differences({ state: { endDate: 'x' } }, { state: {} }), ['$.state.endDate: missing']);
  });

  it('names a member that should not be there', function () {
    assert.deepEqual(differences({}, { tenantId: 'main' }), ['$.tenantId: not expected']);
  });

  it('tolerates further members where something was cut away', function () {
    assert.deepEqual(differences({}, { tenantId: 'main' }, 'atLeast'), []);
  });

  it('still misses members where something was cut away', function () {
    assert.deepEqual(differences({ id: 'a' }, {}, 'atLeast'), ['$.id: missing']);
  });

  it('tells null, strings and numbers apart', function () {
    assert.deepEqual(differences({ a: null, b: '1' }, { a: {}, b: 1 }), [
      '$.a: expected null, got object',
      '$.b: expected string, got number',
    ]);
  });

  it('tells an empty array from one with elements, both ways', function () {
    assert.deepEqual(differences({ results: [] }, { results: [1] }), [
      '$.results: expected an empty array, got elements',
    ]);
    assert.deepEqual(differences({ results: [1] }, { results: [] }), [
      '$.results: expected elements, got an empty array',
    ]);
  });

  it('takes the union over the elements of an array', function () {
    assert.deepEqual(differences([{ a: 1 }, { b: 'x' }], [{ b: 'y', a: 2 }]), []);
    assert.deepEqual(differences([{ a: 1 }, { b: 'x' }], [{ a: 2 }]), ['$[].b: missing']);
    assert.deepEqual(differences([1, 2], [1, null]), ['$[]: expected number, got null or number']);
  });
});
