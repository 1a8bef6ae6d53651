import assert from 'node:assert/strict';
import { parentNamespaces } from '../../src/model/namespace.ts';

describe('parentNamespaces', () => {
  it('gives the nearest first', () => assert.deepEqual(parentNamespaces('a.b.c'), ['a.b', 'a']));
  it('gives none for one without', () => assert.deepEqual(parentNamespaces('a'), []));
});
