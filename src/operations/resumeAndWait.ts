import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';
import { decidePause } from './decidePause.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { followById, followRun } from './followRun.ts';
import { outcomeOf } from './outcomeOf.ts';
import { idsToResume, resumeExecutions, type ResumeArguments, type ResumeOutcome } from './resume.ts';

export interface WaitingResume extends ResumeArguments {
  /** How long the end of a single execution is waited for. */
  waitSeconds: number;
  /** Lets the person of the context decide, beginning with the inputs; for a single execution. */
  askUser: boolean;
  /** Asks them at pauses that come after this one. */
  askUserLater: boolean;
}

/** Resumes, and waits a while for the end or the next pause of a single execution. */
export async function resumeAndWait(
  context: OperationContext,
  { waitSeconds, askUser, askUserLater, ...args }: WaitingResume,
): Promise<ResumeOutcome[]> {
  const began = Date.now();
  const executionIds = await idsToResume(context, args);
  const [only] = executionIds;
  if (askUser && only !== undefined) {
    if (executionIds.length > 1) throw severalAsked();
    return [await resumeAsked(context, only, { waitSeconds, inputs: args.inputs ?? {} })];
  }
  const outcomes = await resumeExecutions(context, { ...args, executionIds });
  const [outcome] = outcomes;
  if (outcomes.length !== 1 || !outcome?.resumed || waitSeconds === 0) return outcomes;
  const { id } = outcome.execution;
  const waitMs = Math.max(0, waitSeconds * 1_000 - (Date.now() - began));
  const run = followById(context, id, { waitMs, askUser: askUserLater });
  return [{ ...outcome, execution: await outcomeOf(`Execution ${id} was resumed`, run) }];
}

async function resumeAsked(
  context: OperationContext,
  executionId: string,
  { waitSeconds, inputs }: { waitSeconds: number; inputs: Readonly<Record<string, unknown>> },
): Promise<ResumeOutcome> {
  const { person } = context;
  if (person === undefined) throw nobodyToAsk();
  const before = await getExecution(context, executionId);
  requireAllowed('resume', before);
  const decided = await decidePause(context, before, person, inputs);
  if (!decided.goesOn) {
    const hint = 'It stays as it is; do not decide for the user.';
    return { executionId, resumed: false, failure: new Failure('refused', decided.decision, { hint }) };
  }
  const run = followRun(context, decided.execution, { waitMs: waitSeconds * 1_000, askUser: true });
  const execution = await outcomeOf(`Execution ${executionId} was resumed`, run);
  return { executionId, resumed: true, execution: { decision: decided.decision, ...execution } };
}

function severalAsked(): Failure {
  return new Failure('invalid', 'The user is asked for one execution at a time, but several are given.', {
    hint: 'Give one execution, or do without ask_user.',
  });
}

function nobodyToAsk(): Failure {
  return new Failure('refused', 'This client cannot ask its user.', {
    hint: 'Ask the user in the chat, then resume with what they say and without ask_user.',
  });
}
