import assert from 'node:assert/strict';
import { IdMap } from './idMap.ts';

const RECORDED = '7GlQTuHB2qqN5yAyofOiNh';
const LIVE = '1aBcDeFgHiJkLmNoPqRsTu';

describe('IdMap', function () {
  it('learns the ids at the same place of two bodies', function () {
    const ids = new IdMap();
    ids.learn({ id: RECORDED, state: { current: 'RUNNING' } }, { id: LIVE, state: { current: 'PAUSED' } });
    assert.equal(ids.toLive(`/executions/${RECORDED}/resume`), `/executions/${LIVE}/resume`);
  });

  it('learns ids inside texts and replaces them behind percent-escapes', function () {
    const ids = new IdMap();
    ids.learn(
      `kestra:///a/executions/${RECORDED}/1383960328015334.csv`,
      `kestra:///a/executions/${LIVE}/99.csv`,
    );
    assert.equal(ids.toLive(`%2F${RECORDED}%2F1383960328015334.csv`), `%2F${LIVE}%2F99.csv`);
  });

  it('pairs task runs by task, not by position', function () {
    const ids = new IdMap();
    const taskRun = (id: string, taskId: string): object => ({ id, taskId, state: {} });
    ids.learn(
      [taskRun(RECORDED, 'one'), taskRun('2wSD81UKZQPm1zGOqaWCht', 'two')],
      [taskRun('5JkLmNoPqRsTu1aBcDeFgH', 'two'), taskRun(LIVE, 'one')],
    );
    assert.equal(ids.liveOf(RECORDED), LIVE);
  });

  it('names the recorded ids that stand for nothing yet', function () {
    assert.deepEqual(new IdMap().unknownIds(`/executions/${RECORDED}?filters%5BtriggerExecutionId%5D=x`), [
      RECORDED,
    ]);
  });

  it('leaves an id alone which is meant to be missing', function () {
    assert.deepEqual(new IdMap().unknownIds('/executions/2ndMissing0Missing0Mis'), []);
  });
});
