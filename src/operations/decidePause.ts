import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import { pausedTaskRun } from '../model/pause.ts';
import type { OperationContext } from './context.ts';
import type { FormReply, Person } from './person.ts';
import { resumeExecution, resumeProblems } from './resume.ts';
import { pollExecution } from './wait.ts';
import { waitingForm } from './waitingForm.ts';

export interface Decided {
  /** The pause is over, whoever ended it. */
  goesOn: boolean;
  /** In words. */
  decision: string;
  execution: Execution;
}

const MOST_TRIES = 5;
/** How soon it shows that somebody else has decided, and how long is looked for that. */
const WATCH_MS = 2_000;
const WATCH_LIMIT_MS = 3_600_000;

/**
 * Lets a person fill in the form of a paused execution, and resumes it with that. Kestra checks the answer first, and
 * what it has against it is asked again. Without an answer the execution stays as it is.
 *
 * @param values for the form to begin with
 */
export async function decidePause(
  context: OperationContext,
  execution: Execution,
  person: Person,
  values: Readonly<Record<string, unknown>> = {},
): Promise<Decided> {
  const elsewhere = watchFor(context, execution);
  try {
    const reply = await agreedValues(context, { execution, person, values, answered: elsewhere.left });
    if (elsewhere.left.aborted) return decidedElsewhere(context, execution);
    if (reply.kind === 'elsewhere') return await waitElsewhere(context, execution, elsewhere.left);
    if (reply.kind === 'none')
      return { goesOn: false, decision: notDecided(execution, reply.why), execution };
    elsewhere.stop();
    return await resumeWith(context, execution, reply.values);
  } finally {
    elsewhere.stop();
  }
}

async function agreedValues(
  context: OperationContext,
  request: {
    execution: Execution;
    person: Person;
    values: Readonly<Record<string, unknown>>;
    answered: AbortSignal;
  },
): Promise<FormReply> {
  const { execution, person, answered } = request;
  let { values } = request;
  let problems: string[] = [];
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const form = await waitingForm(context, execution);
    const reply = await person.fillIn({ execution, form, values, problems, answered });
    if (reply.kind !== 'values') return reply;
    ({ values } = reply);
    problems = await resumeProblems(context, { executionId: execution.id, inputs: values });
    if (problems.length === 0) return reply;
  }
  return { kind: 'none', why: `Kestra refused the answer ${MOST_TRIES} times: ${problems.join('; ')}` };
}

async function resumeWith(
  context: OperationContext,
  execution: Execution,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Decided> {
  const { id } = execution;
  try {
    await resumeExecution(context, { executionId: id, inputs });
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    return decidedElsewhere(context, execution);
  }
  return {
    goesOn: true,
    decision: `The user decided ${nameOf(execution)}: it was resumed.`,
    execution: await context.kestra.executions.get(id, { signal: context.signal }),
  };
}

async function decidedElsewhere(
  { kestra, signal }: OperationContext,
  execution: Execution,
): Promise<Decided> {
  return {
    goesOn: true,
    decision: `Somebody decided ${nameOf(execution)} elsewhere, before the user answered here.`,
    execution: await kestra.executions.get(execution.id, { signal }),
  };
}

/** The person has Kestra's page open. */
async function waitElsewhere(
  context: OperationContext,
  execution: Execution,
  left: AbortSignal,
): Promise<Decided> {
  const { signal } = context;
  await new Promise<void>((resolve) => {
    AbortSignal.any([left, signal]).addEventListener('abort', () => resolve(), { once: true });
    if (left.aborted || signal.aborted) resolve();
  });
  if (signal.aborted) throw new Failure('cancelled', 'The call was cancelled.');
  return decidedElsewhere(context, execution);
}

/** Says when an execution is at this pause no more. */
function watchFor(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  before: Execution,
): { left: AbortSignal; stop: () => void } {
  const left = new AbortController();
  const watching = new AbortController();
  const signal = AbortSignal.any([context.signal, watching.signal]);
  const pausedBefore = pausedTaskRun(before)?.id;
  const isGone = (now: Execution): boolean =>
    now.state.current !== 'PAUSED' || pausedTaskRun(now)?.id !== pausedBefore;
  const watch = pollExecution(
    { kestra: context.kestra, signal },
    before.id,
    isGone,
    WATCH_LIMIT_MS,
    WATCH_MS,
  );
  // A Kestra that is away for a while leaves the question open.
  watch.then(
    (now) => isGone(now) && left.abort(),
    () => {},
  );
  return { left: left.signal, stop: () => watching.abort() };
}

function notDecided(execution: Execution, why: string): string {
  return `The user decided nothing, so ${nameOf(execution)} stays paused: ${why}.`;
}

function nameOf(execution: Execution): string {
  const taskId = pausedTaskRun(execution)?.taskId;
  return taskId === undefined ? `execution ${execution.id}` : `the pause ${taskId}`;
}
