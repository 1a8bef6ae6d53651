import assert from 'node:assert/strict';
import { forceRunExecution } from '../../src/operations/forceRun.ts';
import { killExecution } from '../../src/operations/kill.ts';
import { APPROVAL, HELLO, LIMITED } from './flows.ts';
import { failure, onEachMajor } from './stage.ts';

onEachMajor('force-run', [APPROVAL, HELLO, LIMITED], (stage) => {
  it('runs what is stuck in the queue of its flow', async () => {
    const first = await stage().started('limited', 'RUNNING');
    const second = await stage().started('limited', 'QUEUED');
    await forceRunExecution(stage().context, second.id);
    await stage().until(second.id, 'RUNNING');
    await stage().until(first.id, 'RUNNING');
    for (const { id } of [first, second]) await killExecution(stage().context, id);
  });

  it('refuses a PAUSED one, which it would resume without its inputs', async () => {
    const { id, state } = await stage().started('approval', 'PAUSED');
    const { hint } = await failure('conflict', forceRunExecution(stage().context, id));
    assert.equal(hint, 'Possible now: resume, replay, kill.');
    assert.deepEqual((await stage().until(id, 'PAUSED')).state.histories, state.histories);
  });

  it('refuses what has ended', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    const { message } = await failure('conflict', forceRunExecution(stage().context, id));
    assert.match(message, /is SUCCESS: force-run is not possible/);
  });
});
