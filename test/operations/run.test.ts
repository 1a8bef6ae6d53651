import assert from 'node:assert/strict';
import { listExecutions } from '../../src/operations/list.ts';
import { runFlow, type RunArguments } from '../../src/operations/run.ts';
import { runForm } from '../../src/operations/runForm.ts';
import { killExecution } from '../../src/operations/kill.ts';
import { APPROVAL, FAILING, HELLO, SLOW } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

onEachMajor('run and wait', [APPROVAL, FAILING, HELLO, SLOW], (stage) => {
  const run = (flowId: string, more: Partial<RunArguments> = {}) =>
    runFlow(stage().context, { namespace: stage().namespace, flowId, waitSeconds: 20, ...more });
  const countOf = async (flowId: string): Promise<number> => {
    const search = { namespace: stage().namespace, flowId };
    return (await listExecutions(stage().context, search, { limit: 1 })).total;
  };

  it('answers when it has ended well, with the outputs', async () => {
    const inputs = { name: 'Ann', times: '2' };
    const {
      settled,
      state,
      outputs,
      inputs: taken,
      labels,
    } = await run('hello', { inputs, labels: { by: 'test:1' } });
    assert.deepEqual([settled, state, outputs], [true, 'SUCCESS', { text: 'Hello Ann' }]);
    assert.deepEqual(taken, { name: 'Ann', times: 2 });
    assert.deepEqual(labels, { by: 'test:1' });
    assert.match(stage().progress[0] ?? '', /^Started /);
  });

  it('answers when it has failed, with where and why', async () => {
    const { settled, state, failure: told } = await run('failing');
    assert.deepEqual([settled, state, told?.taskId], [true, 'FAILED', 'check']);
    assert.match(told?.errors.join('\n') ?? '', /Line 42 is unreadable/);
  });

  it('answers when it waits for somebody, with the form', async () => {
    const { settled, state, waitingFor } = await run('approval');
    assert.deepEqual([settled, state, waitingFor?.taskId], [true, 'PAUSED', 'gate']);
    assert.deepEqual(
      waitingFor?.fields.map(({ name }) => name),
      ['approved', 'percent', 'method', 'reason'],
    );
  });

  it('answers when the time is over: it goes on', async () => {
    const { id, settled, state } = await run('slow', { waitSeconds: 1 });
    assert.equal(settled, false);
    assert.match(state, /^(CREATED|RUNNING)$/);
    await killExecution(stage().context, id);
  });

  it('answers at once when nobody wants to wait', async () => {
    const { id, settled } = await run('hello', { waitSeconds: 0 });
    assert.equal(settled, false);
    await stage().until(id, 'SUCCESS');
  });

  it('leaves an execution running when the caller gives up waiting', async () => {
    const before = await countOf('slow');
    const leave = new AbortController();
    const progress = () => setTimeout(() => leave.abort(), 100);
    const context = { ...stage().context, signal: leave.signal, progress };
    const call = runFlow(context, { namespace: stage().namespace, flowId: 'slow', waitSeconds: 20 });
    const { message } = await failure('cancelled', call);
    assert.match(message, /^Execution \w+ of \S+\.slow was started: .* goes on: /);
    assert.equal(await countOf('slow'), before + 1);
    const id = /^Execution (\w+)/.exec(message)?.[1] ?? '';
    await stage().until(id, 'RUNNING');
    await killExecution(stage().context, id);
  });

  for (const [what, inputs, told] of [
    ['an unknown input', { nam: 'Ann' }, /^nam is not an input here; the inputs are: name, times$/],
    ['a mistyped input', { times: 'twice' }, /^times \(INT\) must be a whole number$/],
    ['an input out of its range', { times: 4 }, /^times \(INT\) must be at most 3$/],
  ] as const) {
    it(`starts nothing with ${what}`, async () => {
      const before = await countOf('hello');
      const { message, violations } = await failure('invalid', run('hello', { inputs }));
      assert.match(only(violations), told);
      assert.match(message, /\.hello was not started: /);
      assert.equal(await countOf('hello'), before);
    });
  }

  it('knows no flow that is not there', () => failure('not_found', run('missing')));

  it('tells beforehand what a flow asks for', async () => {
    const form = await runForm(stage().context, { namespace: stage().namespace, flowId: 'hello' });
    assert.deepEqual(
      form.map(({ name, type, default: value }) => [name, type, value]),
      [
        ['name', 'STRING', 'world'],
        ['times', 'INT', 1],
      ],
    );
  });
});
