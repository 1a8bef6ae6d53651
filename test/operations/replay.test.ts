import assert from 'node:assert/strict';
import { inspectExecution } from '../../src/operations/inspect.ts';
import { replayExecutions } from '../../src/operations/replay.ts';
import { readExecution } from '../support/executions.ts';
import { CHATTY, HELLO } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

onEachMajor('replay', [CHATTY, HELLO], (stage) => {
  const replayed = async (args: Parameters<typeof replayExecutions>[1]): Promise<string> => {
    const outcome = only(await replayExecutions(stage().context, args));
    assert.ok(outcome.replayed, 'it was not replayed');
    return outcome.execution.id;
  };

  it('starts a new execution with the same inputs and tells its id', async () => {
    const original = await stage().started('hello', 'SUCCESS', { name: 'Ann' });
    const id = await replayed({ executionIds: [original.id] });
    assert.notEqual(id, original.id);
    const { flowId, inputs } = await stage().until(id, 'SUCCESS');
    assert.deepEqual([flowId, inputs?.['name']], ['hello', 'Ann']);
    assert.deepEqual((await inspectExecution(stage().context, id)).outputs, { text: 'Hello Ann' });
    const { state } = await readExecution(stage().connection, original.id);
    assert.deepEqual(state, original.state);
  });

  it('can begin at a task run', async () => {
    const original = await stage().started('chatty', 'SUCCESS');
    const taskRunId = original.taskRunList?.find(({ taskId }) => taskId === 'three')?.id;
    const id = await replayed({ executionIds: [original.id], taskRunId });
    await stage().until(id, 'SUCCESS');
    const log = await stage().context.kestra.logs.ofExecution(id, {});
    const words = log
      .map(({ message }) => message)
      .filter((message) => /^(first|second|third|fourth)$/.test(message));
    assert.deepEqual(words, ['third', 'fourth']);
  });

  it('takes the last execution of a flow', async () => {
    await stage().started('hello', 'SUCCESS', { name: 'Ann' });
    await stage().started('hello', 'SUCCESS', { name: 'Bob' });
    const id = await replayed({ namespace: stage().namespace, flowId: 'hello' });
    assert.equal((await stage().until(id, 'SUCCESS')).inputs?.['name'], 'Bob');
  });

  it('tells the outcome of each', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    const outcomes = await replayExecutions(stage().context, { executionIds: ['missing', id, id] });
    assert.deepEqual(
      outcomes.map((outcome) => [outcome.executionId, outcome.replayed || outcome.failure.kind]),
      [
        ['missing', 'not_found'],
        [id, true],
      ],
    );
  });

  it('refuses one task run for several executions', async () => {
    const call = replayExecutions(stage().context, { executionIds: ['a', 'b'], taskRunId: 'c' });
    await failure('invalid', call);
  });

  it('says so when the flow has never run', async () => {
    const flow = { namespace: stage().namespace, flowId: 'never_made' };
    const { hint } = await failure('not_found', replayExecutions(stage().context, flow));
    assert.match(hint ?? '', /Execute the flow/);
  });
});
