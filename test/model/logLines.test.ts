import assert from 'node:assert/strict';
import { linesAfter, logCursor, LogLines } from '../../src/model/logLines.ts';
import { Failure } from '../../src/shared/failure.ts';

const line = (second: string, message: string) => ({ timestamp: `2026-11-21T00:10:${second}Z`, message });
const messages = (lines: readonly { message: string }[]): string[] => lines.map(({ message }) => message);

describe('the lines of a log', () => {
  it('that are heard twice count once', () => {
    const heard = new LogLines();
    assert.equal(heard.add(line('01', 'a')), true);
    assert.equal(heard.add(line('01', 'a')), false);
    assert.equal(heard.add(line('01', 'b')), true);
  });

  it('that are heard but not stored yet take their place in time', () => {
    const heard = new LogLines();
    for (const each of [line('01', 'a'), line('02.5', 'b')]) heard.add(each);
    const merged = heard.mergedInto([line('01', 'a'), line('02.49', 'c'), line('03', 'd')]);
    assert.deepEqual(messages(merged), ['a', 'c', 'b', 'd']);
  });

  it('that are alike in every member stay two when they are stored twice', () =>
    assert.equal(new LogLines().mergedInto([line('01', 'a'), line('01', 'a')]).length, 2));

  it('go on behind a cursor, also among lines of one instant', () => {
    const first = [line('01', 'a'), line('02.1', 'b')];
    const later = [...first, line('02.100', 'c'), line('02.1', 'd'), line('02.11', 'e')];
    assert.deepEqual(messages(linesAfter(later, logCursor(first))), ['c', 'd', 'e']);
    assert.deepEqual(linesAfter(first, logCursor(first)), []);
  });

  it('are all new without a cursor, and none has one', () => {
    assert.deepEqual(messages(linesAfter([line('01', 'a')], undefined)), ['a']);
    assert.equal(logCursor([]), undefined);
  });

  it('have no cursor but their own', () =>
    assert.throws(
      () => linesAfter([], '17'),
      (error) => Failure.is(error, 'invalid'),
    ));
});
