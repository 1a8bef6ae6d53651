import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { EncodedInputs } from '../model/inputValues.ts';
import { pausedTaskRun } from '../model/pause.ts';
import { isWaiting } from '../model/state.ts';
import { checkInputs } from './checkInputs.ts';
import type { OperationContext } from './context.ts';
import {
  executionsInState,
  getExecution,
  isOfFlow,
  notAllowed,
  requireAllowed,
  requireFlow,
} from './findExecution.ts';
import { describeExecution, type ExecutionDetails } from './inspect.ts';
import { outcomeOf } from './outcomeOf.ts';
import { isSettled } from './settle.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollAction, pollExecution } from './wait.ts';

export interface ResumeArguments {
  executionIds?: readonly string[] | undefined;
  /** Without ids: the longest-waiting paused execution of this flow. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  /** Values for the pause's `onResume` inputs; Kestra's defaults apply to those left out. */
  inputs?: Readonly<Record<string, unknown>> | undefined;
}

export type ResumeOutcome =
  | { executionId: string; resumed: true; execution: ExecutionSummary }
  | { executionId: string; resumed: false; failure: Failure };

/** How long 1.x may take until an accepted resume shows. */
const SETTLE_MS = 10_000;
const MOST_SEARCHED = 1_000;

/** Resumes each execution on its own and tells the outcome of each: one refusal does not stop the others. */
export async function resumeExecutions(
  context: OperationContext,
  args: ResumeArguments,
): Promise<ResumeOutcome[]> {
  const ids = await idsToResume(context, args);
  const outcomes: ResumeOutcome[] = [];
  for (const [index, executionId] of ids.entries()) {
    context.progress?.({ message: `Resuming ${executionId}`, done: index, total: ids.length });
    try {
      const execution = await resumeExecution(context, { executionId, inputs: args.inputs ?? {} });
      outcomes.push({ executionId, resumed: true, execution });
    } catch (error) {
      outcomes.push({ executionId, resumed: false, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

/**
 * Resumes one execution. Everything is checked before anything is sent: the state, the names and types of the
 * inputs, and what Kestra's own validation says.
 *
 * @throws Failure `conflict` when it does not wait (any more), `invalid` with one violation per input
 */
export async function resumeExecution(
  context: OperationContext,
  { executionId, inputs }: { executionId: string; inputs: Readonly<Record<string, unknown>> },
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  const before = await getExecution(context, executionId);
  requireAllowed('resume', before);
  try {
    if (before.state.current === 'BREAKPOINT') {
      refuseInputs(inputs);
      await kestra.executions.resumeFromBreakpoint(executionId, [], { signal });
    } else {
      await kestra.executions.resume(executionId, await checkedParts(context, executionId, inputs), {
        signal,
      });
    }
  } catch (error) {
    throw await explainRace(context, executionId, error);
  }
  const after = await outcomeOf(
    told`Execution ${executionId} was resumed`,
    pollAction(context, executionId, hasLeft(before), SETTLE_MS),
  );
  return summarizeExecution(after, kestra.connection);
}

/** Those that are named, each once, or the longest-waiting of the flow. */
export async function idsToResume(context: OperationContext, args: ResumeArguments): Promise<string[]> {
  return args.executionIds?.length ? [...new Set(args.executionIds)] : [await longestWaiting(context, args)];
}

/** @throws Failure `not_found` when no execution of the flow waits */
async function longestWaiting(context: OperationContext, args: ResumeArguments): Promise<string> {
  const flow = requireFlow(args);
  const { executions } = await executionsInState(context, { ...flow, states: ['PAUSED'] }, MOST_SEARCHED);
  const first = executions.find(isOfFlow(flow));
  if (first !== undefined) return first.id;
  throw new Failure('not_found', `No execution of ${flow.namespace}.${flow.flowId} is PAUSED.`, {
    hint: 'List the paused executions to see what waits.',
  });
}

type Reader = Pick<OperationContext, 'kestra' | 'signal' | 'fileFolders'>;

/** What Kestra has against these inputs of a pause, one sentence each; nothing is resumed. */
export async function resumeProblems(
  context: Reader,
  { executionId, inputs }: { executionId: string; inputs: Readonly<Record<string, unknown>> },
): Promise<string[]> {
  return (await checkResume(context, executionId, inputs)).problems;
}

async function checkedParts(
  context: OperationContext,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<InputPart[]> {
  const { parts, problems } = await checkResume(context, id, values);
  if (problems.length > 0) throw refusedInputs(id, problems);
  return parts;
}

function checkResume(
  context: Reader,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<EncodedInputs> {
  const { kestra, signal } = context;
  const validate = (parts: readonly InputPart[]) => kestra.executions.validateResume(id, parts, { signal });
  return checkInputs(context, { validate, values });
}

function refusedInputs(id: string, problems: readonly string[]): Failure {
  return new Failure('invalid', told`Execution ${id} was not resumed: ${problems.join('; ')}.`, {
    violations: problems,
    hint: told`Correct the inputs and resume again; nothing has changed.`,
  });
}

function refuseInputs(inputs: Readonly<Record<string, unknown>>): void {
  if (Object.keys(inputs).length === 0) return;
  throw new Failure('invalid', told`An execution at a breakpoint takes no inputs.`, {
    hint: told`Resume it without inputs.`,
  });
}

/** Two approvers at once: whoever is second hears what became of it instead of a bare conflict. */
async function explainRace(context: OperationContext, id: string, error: unknown): Promise<unknown> {
  // Some 2.x builds answer a resume of something that is not paused with 500.
  if (!Failure.is(error, 'conflict', 'unexpected')) return error;
  const now = await getExecution(context, id).catch(() => undefined);
  if (now === undefined || isWaiting(now.state.current)) return error;
  const { message, hint } = notAllowed('resume', now).words;
  return new Failure(
    'conflict',
    told`${message} Somebody else was faster, or the pause has ended: ${error.words.message}`,
    { hint },
  );
}

/**
 * Continues an execution that stands at a breakpoint, and waits a while for where it gets: the next breakpoint, a
 * pause, its end.
 *
 * @throws Failure `conflict` when it is at no breakpoint
 */
export async function resumeFromBreakpoint(
  context: OperationContext,
  { executionId, breakpoints = [] }: { executionId: string; breakpoints?: readonly string[] | undefined },
): Promise<ExecutionDetails> {
  const { kestra, signal } = context;
  const before = await getExecution(context, executionId);
  requireAllowed('resume from a breakpoint', before);
  await kestra.executions.resumeFromBreakpoint(executionId, breakpoints, { signal });
  const hasMoved = hasLeft(before);
  return outcomeOf(
    told`Execution ${executionId} was resumed`,
    pollExecution(context, executionId, (now) => hasMoved(now) && isSettled(now), SETTLE_MS).then((after) =>
      describeExecution(context, after),
    ),
  );
}

/** It went on: its state has changed, be it into the next pause, or it is at another of several parallel pauses. */
export function hasLeft(before: Execution): (execution: Execution) => boolean {
  const pausedBefore = pausedTaskRun(before)?.id;
  return (execution) =>
    execution.state.current !== before.state.current ||
    execution.state.histories.length > before.state.histories.length ||
    pausedTaskRun(execution)?.id !== pausedBefore;
}
