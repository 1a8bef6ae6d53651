import assert from 'node:assert/strict';
import { restartExecution } from '../../src/operations/restart.ts';
import { createFlow } from '../support/executions.ts';
import { APPROVAL, FAILING, HELLO } from './flows.ts';
import { failure, onEachMajor } from './stage.ts';

onEachMajor('restart', [APPROVAL, FAILING, HELLO], (stage) => {
  it('goes on in the same execution and keeps what had succeeded', async () => {
    const before = await stage().started('failing', 'FAILED');
    const { id } = await restartExecution(stage().context, { executionId: before.id });
    assert.equal(id, before.id);
    const after = await stage().until(id, 'FAILED');
    const states = after.state.histories.map(({ state }) => state);
    assert.ok(states.indexOf('RESTARTED') > states.indexOf('FAILED'), states.join());
    const runOf = ({ taskRunList }: typeof before, task: string) =>
      taskRunList?.filter(({ taskId }) => taskId === task).map((run) => run.id);
    assert.deepEqual(runOf(after, 'fetch'), runOf(before, 'fetch'));
  });

  it('runs on another revision as a new execution', async () => {
    const before = await stage().started('failing', 'FAILED');
    const { namespace, connection, context } = stage();
    await createFlow(
      connection,
      `namespace: ${namespace}\n${FAILING.trim().replace('type: io.kestra.plugin.core.execution.Fail, errorMessage', 'type: io.kestra.plugin.core.log.Log, message')}`,
    );
    const { id } = await restartExecution(context, { executionId: before.id, revision: 2 });
    assert.notEqual(id, before.id);
    await stage().until(id, 'SUCCESS');
    await stage().until(before.id, 'FAILED');
    await createFlow(connection, `namespace: ${namespace}\n${FAILING.trim()}`);
  });

  it('takes the last failed execution of a flow', async () => {
    await stage().started('failing', 'FAILED');
    const last = await stage().started('failing', 'FAILED');
    const { id } = await restartExecution(stage().context, {
      namespace: stage().namespace,
      flowId: 'failing',
    });
    assert.equal(id, last.id);
  });

  for (const [flowId, state] of [
    ['hello', 'SUCCESS'],
    ['approval', 'PAUSED'],
  ] as const) {
    it(`refuses one that is ${state}: there is nothing to restart`, async () => {
      const { id, state: before } = await stage().started(flowId, state);
      const { message } = await failure('conflict', restartExecution(stage().context, { executionId: id }));
      assert.match(message, new RegExp(`is ${state}: restart is not possible`));
      assert.deepEqual((await stage().until(id, state)).state.histories, before.histories);
    });
  }

  it('refuses an id that belongs to another flow', async () => {
    const { id, namespace } = await stage().started('failing', 'FAILED');
    const call = restartExecution(stage().context, { executionId: id, flowId: 'hello' });
    const { message } = await failure('invalid', call);
    assert.equal(message, `Execution ${id} belongs to ${namespace}.failing, not to ${namespace}.hello.`);
  });

  it('says so when none of the flow has failed', async () => {
    const flow = { namespace: stage().namespace, flowId: 'hello' };
    const { message } = await failure('not_found', restartExecution(stage().context, flow));
    assert.equal(message, `No execution of ${flow.namespace}.hello is FAILED.`);
  });
});
