import assert from 'node:assert/strict';
import { resumeExecution, resumeExecutions } from '../../src/operations/resume.ts';
import { inspectExecution } from '../../src/operations/inspect.ts';
import { startExecution, sendOk } from '../support/executions.ts';
import { APPROVAL, HELLO, PARALLEL_PAUSES, PLAIN_PAUSE, SLOW, TWO_PAUSES } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

const GOOD = { approved: true, percent: 7, method: 'VOUCHER' };

onEachMajor('resume', [APPROVAL, HELLO, PARALLEL_PAUSES, PLAIN_PAUSE, SLOW, TWO_PAUSES], (stage) => {
  const resume = (executionId: string, inputs: Record<string, unknown> = {}) =>
    resumeExecution(stage().context, { executionId, inputs });
  /** The flow's output, which repeats what it was resumed with. */
  const answerOf = async (id: string): Promise<unknown> => {
    await stage().until(id, 'SUCCESS');
    return (await inspectExecution(stage().context, id)).outputs?.['answer'];
  };

  it('gives the inputs with their types, and the execution goes on', async () => {
    const { id } = await stage().started('approval', 'PAUSED');
    const { state } = await resume(id, GOOD);
    assert.notEqual(state, 'PAUSED');
    assert.equal(await answerOf(id), 'true 7 VOUCHER');
  });

  it('leaves to the server the defaults of what is not given', async () => {
    const { id } = await stage().started('approval', 'PAUSED');
    await resume(id, { approved: false, percent: null });
    assert.equal(await answerOf(id), 'false 5 CARD');
  });

  describe('refuses, and changes nothing, when', () => {
    for (const [what, inputs, told] of [
      ['a required input is missing', {}, /approved/],
      [
        'a name is unknown',
        { ...GOOD, aproved: true },
        /^aproved is not an input here; the inputs are: approved, percent/,
      ],
      ['a value is of another type', { approved: 'yes' }, /^approved \(BOOLEAN\) must be true or false$/],
      ['a value is out of its range', { ...GOOD, percent: 21 }, /^percent \(INT\) must be at most 20$/],
      [
        'a value is not in the list',
        { ...GOOD, method: 'CASH' },
        /^method \(SELECT\) must be one of CARD, VOUCHER, not CASH$/,
      ],
    ] as const) {
      it(what, async () => {
        const { id, state } = await stage().started('approval', 'PAUSED');
        const { message, violations, hint } = await failure('invalid', resume(id, inputs));
        assert.match(only(violations), told);
        assert.match(message, new RegExp(`^Execution ${id} was not resumed: `));
        assert.match(hint ?? '', /nothing has changed/);
        assert.deepEqual((await stage().until(id, 'PAUSED')).state.histories, state.histories);
      });
    }
  });

  it('tells all that is wrong at once', async () => {
    const { id } = await stage().started('approval', 'PAUSED');
    const { violations } = await failure('invalid', resume(id, { approved: 1, percent: 'many', x: 1 }));
    assert.equal(violations.length, 3);
  });

  it('refuses inputs where none are asked for', async () => {
    const { id } = await stage().started('plain_pause', 'PAUSED');
    const { message } = await failure('invalid', resume(id, { approved: true }));
    assert.match(message, /no inputs are asked for/);
    await resume(id);
    await stage().until(id, 'SUCCESS');
  });

  it('says in which state an execution is that does not wait, and what can be done', async () => {
    const { id, flowId, namespace } = await stage().started('hello', 'SUCCESS');
    const { message, hint } = await failure('conflict', resume(id));
    assert.equal(message, `Execution ${id} of ${namespace}.${flowId} is SUCCESS: resume is not possible.`);
    assert.equal(hint, 'Possible now: replay.');
  });

  for (const id of ['6cfNYPKKH4Pb8DVGUWWESi', 'a/b', 'a?b', 'a b', 'ü']) {
    it(`says that there is no execution '${id}'`, async () => {
      const { message } = await failure('not_found', resume(id));
      assert.equal(message, `There is no execution '${id}' in tenant 'main'.`);
    });
  }

  it('tells the second of two approvers that somebody was faster', async () => {
    const { id } = await stage().started('approval', 'PAUSED');
    const { kestra } = stage().context;
    const original = kestra.executions.resume.bind(kestra.executions);
    const lateResume: typeof original = async (...args) => {
      // Between the check and the resume of ours, somebody else resumes.
      await original(id, [{ name: 'approved', text: 'false' }]);
      await stage().until(id, 'SUCCESS');
      return original(...args);
    };
    const late = {
      ...stage().context,
      kestra: { ...kestra, executions: overriding(kestra.executions, { resume: lateResume }) },
    };
    const { message } = await failure('conflict', resumeExecution(late, { executionId: id, inputs: GOOD }));
    assert.match(
      message,
      /is SUCCESS: resume is not possible\. Somebody else was faster, or the pause has ended: /,
    );
    assert.match(message, /is not paused/);
    assert.equal(await answerOf(id), 'false 5 CARD');
  });

  it('takes one of several parallel pauses at a time', async () => {
    const { id } = await stage().started('parallel_pauses', 'PAUSED');
    await stage().until(id, 'PAUSED');
    const first = await resume(id);
    const states = async () =>
      Object.fromEntries(
        ((await stage().until(id, 'PAUSED', 'SUCCESS')).taskRunList ?? [])
          .filter(({ taskId }) => taskId !== 'both')
          .map(({ taskId, state }) => [taskId, state.current]),
      );
    assert.deepEqual(await states(), { left: 'SUCCESS', right: 'PAUSED' });
    assert.equal(first.state, 'PAUSED');
    await resume(id);
    await stage().until(id, 'SUCCESS');
  });

  it('continues after a pause by hand', async () => {
    const { id } = await stage().started('slow', 'RUNNING');
    const route = stage().major === 1 ? `executions/${id}/pause` : `executions/${id}/actions/pause`;
    await sendOk(stage().connection, 'POST', route);
    await stage().until(id, 'PAUSED');
    await failure('invalid', resume(id, { approved: true }));
    assert.equal((await resume(id)).state, 'RUNNING');
  });

  describe('at a breakpoint', () => {
    const startedAt = async (flowId: string, breakpoint: string): Promise<string> => {
      const route = `executions/${stage().namespace}/${flowId}?breakpoints=${breakpoint}`;
      const started = await sendOk(stage().connection, 'POST', route, { body: new FormData() });
      const { id } = (await started.json()) as { id: string };
      await stage().until(id, 'BREAKPOINT');
      return id;
    };

    it('continues; it takes no inputs', async () => {
      const id = await startedAt('hello', 'greet');
      const { message } = await failure('invalid', resume(id, { approved: true }));
      assert.equal(message, 'An execution at a breakpoint takes no inputs.');
      assert.notEqual((await resume(id)).state, 'BREAKPOINT');
      await stage().until(id, 'SUCCESS');
    });

    it('is answered soon when the next task pauses', async () => {
      const id = await startedAt('plain_pause', 'gate');
      const began = Date.now();
      await resume(id);
      assert.ok(Date.now() - began < 8_000);
      await stage().until(id, 'PAUSED');
    });
  });

  describe('of several', () => {
    it('tells the outcome of each; one refusal does not stop the others', async () => {
      const [one, two, done] = await Promise.all([
        stage().started('approval', 'PAUSED'),
        stage().started('approval', 'PAUSED'),
        stage().started('hello', 'SUCCESS'),
      ]);
      const executionIds = [one.id, done.id, 'missing', two.id, one.id];
      const outcomes = await resumeExecutions(stage().context, { executionIds, inputs: GOOD });
      assert.deepEqual(
        outcomes.map((outcome) => [outcome.executionId, outcome.resumed || outcome.failure.kind]),
        [
          [one.id, true],
          [done.id, 'conflict'],
          ['missing', 'not_found'],
          [two.id, true],
        ],
      );
      assert.deepEqual(
        stage().progress,
        [one.id, done.id, 'missing', two.id].map((id) => `Resuming ${id}`),
      );
    });

    it('takes the one of a flow that waits longest', async () => {
      const early = await stage().started('two_pauses', 'PAUSED');
      const late = await stage().started('two_pauses', 'PAUSED');
      // Started first, but at its second pause only since now.
      await resume(early.id);
      await stage().until(early.id, 'PAUSED');
      const flow = { namespace: stage().namespace, flowId: 'two_pauses' };
      assert.equal(only(await resumeExecutions(stage().context, flow)).executionId, late.id);
    });

    it('says so when none of the flow waits, also when one below its namespace does', async () => {
      const flow = { namespace: stage().namespace.replace(/\.[^.]+$/, ''), flowId: 'approval' };
      const { message } = await failure('not_found', resumeExecutions(stage().context, flow));
      assert.equal(message, `No execution of ${flow.namespace}.approval is PAUSED.`);
    });

    it('asks for an id or a flow', async () => {
      const call = resumeExecutions(stage().context, { namespace: stage().namespace });
      const { hint } = await failure('invalid', call);
      assert.match(hint ?? '', /namespace and flow_id/);
    });
  });

  it('is cancelled with its signal, and then nothing has been sent', async () => {
    const id = await startExecution(stage().connection, { namespace: stage().namespace, flowId: 'approval' });
    const { state } = await stage().until(id, 'PAUSED');
    const context = { ...stage().context, signal: AbortSignal.abort() };
    await failure('cancelled', resumeExecution(context, { executionId: id, inputs: GOOD }));
    assert.deepEqual((await stage().until(id, 'PAUSED')).state.histories, state.histories);
  });
});

/** The same object with one method replaced, private members and all. */
function overriding<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get: (object, name) => {
      if (name in methods) return methods[name as keyof T];
      const value: unknown = Reflect.get(object, name, object);
      return typeof value === 'function' ? value.bind(object) : value;
    },
  });
}
