import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inLanes } from './lanes.ts';
import { Turns } from './turns.ts';

describe('legs that run at the same time', () => {
  it('are written one after the other, the first of them live', () => {
    const written: (string | Uint8Array)[] = [];
    const turns = new Turns(3, (text) => written.push(text));
    turns.say(0, 'a1');
    turns.say(1, 'b1');
    turns.say(2, 'c1');
    assert.deepEqual(written, ['a1']);
    turns.end(1);
    turns.say(0, 'a2');
    turns.end(0);
    assert.deepEqual(written, ['a1', 'a2', 'b1', 'c1']);
    turns.say(2, 'c2');
    assert.equal(written.at(-1), 'c2');
  });

  it('are as many as there are lanes, started in their order', async () => {
    let underWay = 0;
    let most = 0;
    const started: number[] = [];
    const results = await inLanes(2, [1, 2, 3, 4, 5], async (item) => {
      started.push(item);
      most = Math.max(most, (underWay += 1));
      await nextTurn();
      underWay -= 1;
      return item * 10;
    });
    assert.deepEqual(results, [10, 20, 30, 40, 50]);
    assert.deepEqual(started, [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
  });
});
