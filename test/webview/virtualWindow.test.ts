import assert from 'node:assert/strict';
import { isAtEnd, rowAfterKey, scrollTopFor, visibleRows } from '../../src/webview/virtualWindow.ts';

const LIST = { height: 400, rowHeight: 20, count: 50_000 };

describe('the window of a long list', () => {
  it('holds the rows in sight and a few beside them', () => {
    assert.deepEqual(visibleRows({ ...LIST, scrollTop: 0 }), { first: 0, end: 28 });
    assert.deepEqual(visibleRows({ ...LIST, scrollTop: 10_000 }), { first: 492, end: 528 });
    assert.deepEqual(visibleRows({ ...LIST, scrollTop: 50_000 * 20 - 400 }), { first: 49_972, end: 50_000 });
  });

  it('is empty for an empty list, and never beyond the end of one that has become short', () => {
    assert.deepEqual(visibleRows({ ...LIST, count: 0, scrollTop: 0 }), { first: 0, end: 0 });
    assert.deepEqual(visibleRows({ ...LIST, count: 3, scrollTop: 90_000 }), { first: 2, end: 3 });
  });

  it('moves as little as possible to show a row', () => {
    assert.equal(scrollTopFor(10, { ...LIST, scrollTop: 100 }), 100);
    assert.equal(scrollTopFor(2, { ...LIST, scrollTop: 100 }), 40);
    assert.equal(scrollTopFor(30, { ...LIST, scrollTop: 100 }), 220);
  });

  it('knows when its end is in sight', () => {
    assert.equal(isAtEnd({ ...LIST, count: 100, scrollTop: 1_600 }), true);
    assert.equal(isAtEnd({ ...LIST, count: 100, scrollTop: 1_500 }), false);
  });

  it('is moved by keys, within its rows', () => {
    assert.equal(rowAfterKey('ArrowDown', 3, 10, 5), 4);
    assert.equal(rowAfterKey('ArrowDown', 4, 10, 5), 4);
    assert.equal(rowAfterKey('PageUp', 3, 10, 5), 0);
    assert.equal(rowAfterKey('End', 0, 10, 5), 4);
    assert.equal(rowAfterKey('a', 0, 10, 5), undefined);
    assert.equal(rowAfterKey('Home', 0, 10, 0), undefined);
  });
});
