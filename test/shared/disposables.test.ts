import assert from 'node:assert/strict';
import { DisposableList } from '../../src/shared/disposables.ts';

describe('DisposableList', () => {
  const recorded = (names: string[]) => {
    const given: string[] = [];
    const list = new DisposableList();
    for (const name of names) list.add({ dispose: () => given.push(name) });
    return { list, given };
  };

  it('gives back the latest first, and each once', () => {
    const { list, given } = recorded(['a', 'b', 'c']);
    list.dispose();
    list.dispose();
    assert.deepEqual(given, ['c', 'b', 'a']);
  });

  it('gives back at once what comes too late', () => {
    const { list, given } = recorded(['a']);
    list.dispose();
    list.add({ dispose: () => given.push('late') });
    assert.deepEqual(given, ['a', 'late']);
  });
});
