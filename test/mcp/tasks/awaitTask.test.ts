import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/shared/failure.ts';
import type { Kestra } from '../../../src/kestra/client.ts';
import type { Execution } from '../../../src/model/execution.ts';
import type { State } from '../../../src/model/state.ts';
import { AskedPauses } from '../../../src/mcp/tasks/askedPauses.ts';
import { awaitTask } from '../../../src/mcp/tasks/awaitTask.ts';
import type { Answer, TaskClient } from '../../../src/mcp/tasks/taskClient.ts';
import { marked } from '../../../src/mcp/tasks/taskMark.ts';
import { execution, taskRun, timeline } from '../../model/samples.ts';

const READER = { owner: 'me', canBeAsked: true };
const WANTED = { executionId: 'e1', run: 1 };
const labels = Object.entries(marked('me', { tool: 'execute_flow', run: 1 })).map(([key, value]) => ({
  key,
  value,
}));

/** An execution that is as the test says, with a stream that tells nothing. */
function stage(answers: Answer[] = []) {
  let states: [State, ...State[]] = ['CREATED'];
  let trouble: Failure | undefined;
  let questions = 0;
  const now = (): Execution => {
    if (trouble !== undefined) throw trouble;
    const paused =
      states.at(-1) === 'PAUSED' ? [{ ...taskRun('gate', 'PAUSED'), id: `run${states.length}` }] : [];
    return execution({ labels, state: timeline(...states), taskRunList: paused });
  };
  const executions = {
    get: async () => now(),
    validateResume: async () => ({ inputs: [] }),
    // oxlint-disable-next-line require-yield -- it breaks before it tells anything
    async *follow(_id: string, signal: AbortSignal): AsyncGenerator<Execution> {
      await sleep(20, undefined, { signal });
      throw new Failure('interrupted', 'The stream broke.');
    },
  };
  const flows = { get: async () => Promise.reject(new Failure('not_found', 'no flow')) };
  const kestra = { executions, flows } as unknown as Kestra;
  const client: TaskClient = {
    canBeAsked: true,
    ask: async () => {
      questions += 1;
      return answers.shift() ?? { action: 'decline' };
    },
    resume: async (_id, values) => {
      if (values['word'] === 'wrong') return ['word is wrong'];
      states = values['word'] === 'last' ? [...states, 'SUCCESS'] : [...states, 'RUNNING', 'PAUSED'];
      return [];
    },
  };
  const waiting = { reader: READER, client, asked: new AskedPauses() };
  return {
    wait: (signal: AbortSignal) => awaitTask({ kestra, signal, progress: () => {} }, WANTED, waiting),
    enter: (...next: [State, ...State[]]) => (states = next),
    break: (failure: Failure | undefined) => (trouble = failure),
    questions: () => questions,
  };
}

const say = (word: string): Answer => ({ action: 'accept', values: { word } });
const { signal } = new AbortController();

describe('waiting for a task', () => {
  it('asks at every pause, again while the answer is wrong, until the end', async () => {
    const { wait, enter, questions } = stage([say('wrong'), say('first'), say('last')]);
    enter('CREATED', 'PAUSED');
    const { status } = await wait(signal);
    assert.deepEqual([status, questions()], ['completed', 3]);
  });

  it('asks once for all who wait, and not again one who declines', async () => {
    const { wait, enter, questions } = stage();
    enter('CREATED', 'PAUSED');
    const all = [wait(signal), wait(signal)];
    while (questions() === 0) await sleep(1);
    await sleep(50);
    assert.equal(questions(), 1);
    enter('CREATED', 'PAUSED', 'RUNNING', 'SUCCESS');
    assert.deepEqual(
      (await Promise.all(all)).map(({ status }) => status),
      ['completed', 'completed'],
    );
  });

  it('outlasts a Kestra that is away', async () => {
    const one = stage();
    one.enter('CREATED', 'RUNNING');
    const waiting = one.wait(signal);
    one.break(new Failure('unreachable', 'away'));
    await sleep(50);
    one.break(undefined);
    one.enter('CREATED', 'RUNNING', 'WARNING');
    assert.equal((await waiting).status, 'completed');
  });

  it('ends with what cannot be read any more', async () => {
    const one = stage();
    one.enter('CREATED', 'RUNNING');
    const waiting = one.wait(signal);
    one.break(new Failure('not_found', 'gone'));
    await assert.rejects(waiting, { kind: 'not_found', message: "There is no task 'e1'." });
  });

  it('leaves no timer when 200 are abandoned', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    // The first tick is over when the time limit of the test itself runs.
    await new Promise((resolve) => void setImmediate(resolve));
    const before = timers();
    const abandon = new AbortController();
    const one = stage();
    const all = ['RUNNING', 'PAUSED'].flatMap((state) => {
      one.enter('CREATED', state as State);
      return Array.from({ length: 100 }, () => one.wait(abandon.signal).catch(() => 'abandoned'));
    });
    await sleep(50);
    assert.ok(timers() > before);
    abandon.abort();
    assert.deepEqual(new Set(await Promise.all(all)), new Set(['abandoned']));
    // A timer counts until what it woke has run.
    await new Promise((resolve) => void setImmediate(resolve));
    assert.equal(timers(), before);
  });
});
