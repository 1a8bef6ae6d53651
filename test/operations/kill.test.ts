import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { killExecution } from '../../src/operations/kill.ts';
import { APPROVAL, CALLER, HELLO, SLOW } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

onEachMajor('kill', [APPROVAL, CALLER, HELLO, SLOW], (stage) => {
  for (const [flowId, state] of [
    ['slow', 'RUNNING'],
    ['approval', 'PAUSED'],
  ] as const) {
    it(`is confirmed when Kestra says KILLED: from ${state}`, async () => {
      const { id } = await stage().started(flowId, state);
      const { killed, execution, stillRunning } = await killExecution(stage().context, id);
      assert.deepEqual([killed, execution.state, stillRunning], [true, 'KILLED', []]);
      assert.deepEqual(stage().progress, [`Killing ${id}`]);
    });
  }

  it('ends the subflow with its caller', async () => {
    const { id } = await stage().started('caller', 'RUNNING');
    const child = async () => {
      const { results } = await stage().context.kestra.executions.search({ triggeredBy: id });
      return results[0];
    };
    while ((await child())?.state.current !== 'RUNNING') await sleep(50);
    const { killed, killedSubflows, stillRunning } = await killExecution(stage().context, id);
    assert.equal(killed, true);
    const { id: childId } = only([await child()]) ?? { id: '' };
    // Kestra ends the child on its own time: until then it still runs.
    const told = only([...killedSubflows, ...stillRunning]);
    assert.equal(told.id, childId);
    await stage().until(childId, 'KILLED');
  });

  it('refuses what has ended, and says how', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    const { message } = await failure('conflict', killExecution(stage().context, id));
    assert.match(message, /is SUCCESS: kill is not possible\.$/);
    await killExecution(stage().context, (await stage().started('slow', 'RUNNING')).id);
  });

  it('refuses what was killed already', async () => {
    const { id } = await stage().started('slow', 'RUNNING');
    await killExecution(stage().context, id);
    await failure('conflict', killExecution(stage().context, id));
  });

  it('knows no execution that is not there', () =>
    failure('not_found', killExecution(stage().context, 'missing')));
});
