import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution } from '../model/execution.ts';
import { told } from '../shared/told.ts';
import { isTerminated } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { outcomeOf } from './outcomeOf.ts';
import { descendantsOf } from './subflows.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollExecution } from './wait.ts';

export interface KillResult {
  /** True only when Kestra says KILLED; it may end otherwise, or still be KILLING. */
  killed: boolean;
  execution: ExecutionSummary;
  /** Subflows, and theirs in turn, that were killed along. */
  killedSubflows: ExecutionSummary[];
  /** Subflows that have not ended yet. */
  stillRunning: ExecutionSummary[];
}

const CONFIRM_MS = 20_000;
/** Subflows end on their own time, after the execution. */
const SUBFLOWS_MS = 3_000;
const POLL_MS = 250;

/**
 * Kills an execution, unless told otherwise with its subflows, and waits for the end, since Kestra only takes note
 * of the wish.
 *
 * @throws Failure `conflict` when it has ended already
 */
export async function killExecution(
  context: OperationContext,
  executionId: string,
  { cascade = true }: { cascade?: boolean } = {},
): Promise<KillResult> {
  const { kestra, signal } = context;
  const before = await getExecution(context, executionId);
  const isAsked = before.state.current === 'KILLING';
  if (!isAsked) requireAllowed('kill', before);
  const ended = idsOf((await descendantsOf(context, executionId)).filter(hasEnded));
  if (!isAsked) await kestra.executions.kill(executionId, { cascade, signal });
  context.progress?.({ message: `Killing ${executionId}` });
  return outcomeOf(
    told`Kestra was told to kill execution ${executionId}`,
    confirm(context, executionId, { endedBefore: ended, cascade }),
  );
}

/**
 * Kills an execution with its subflows and waits until Kestra is at it, not for the end.
 *
 * @returns the execution then: KILLING, or in the end that was faster
 */
export async function beginKill(context: OperationContext, executionId: string): Promise<Execution> {
  await context.kestra.executions.kill(executionId, { signal: context.signal });
  const isAtIt = ({ state }: Execution): boolean =>
    state.current === 'KILLING' || isTerminated(state.current);
  return outcomeOf(
    `Kestra was told to kill execution ${executionId}`,
    pollExecution(context, executionId, isAtIt, CONFIRM_MS),
  );
}

async function confirm(
  context: OperationContext,
  executionId: string,
  { endedBefore, cascade }: { endedBefore: ReadonlySet<string>; cascade: boolean },
): Promise<KillResult> {
  const { connection } = context.kestra;
  const after = await pollExecution(context, executionId, hasEnded, CONFIRM_MS);
  const all = await subflowsAfter(context, executionId, cascade ? SUBFLOWS_MS : 0);
  const subflows = all.filter(({ id }) => !endedBefore.has(id));
  const summariesOf = (wanted: (execution: Execution) => boolean): ExecutionSummary[] =>
    subflows.filter(wanted).map((execution) => summarizeExecution(execution, connection));
  return {
    killed: after.state.current === 'KILLED',
    execution: summarizeExecution(after, connection),
    killedSubflows: summariesOf(({ state }) => state.current === 'KILLED'),
    stillRunning: summariesOf((execution) => !hasEnded(execution)),
  };
}

/** The subflows once they have ended, or as they are when that takes too long. */
async function subflowsAfter(
  context: OperationContext,
  executionId: string,
  patienceMs: number,
): Promise<Execution[]> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const subflows = await descendantsOf(context, executionId);
    if (subflows.every(hasEnded) || Date.now() >= end) return subflows;
    await sleep(POLL_MS);
  }
}

function hasEnded({ state }: Execution): boolean {
  return isTerminated(state.current);
}

function idsOf(executions: readonly Execution[]): ReadonlySet<string> {
  return new Set(executions.map(({ id }) => id));
}
