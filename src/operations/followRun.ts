import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import { leaveOrKill } from './afterCancel.ts';
import type { OperationContext } from './context.ts';
import { decidePause } from './decidePause.ts';
import { describeBriefly, describeExecution, type ExecutionDetails } from './inspect.ts';
import { getExecution } from './findExecution.ts';
import { followUntilSettled, isSettled } from './settle.ts';
import { within } from './within.ts';

export interface RunResult extends ExecutionDetails {
  /** False: it goes on, and its state has to be asked for later. */
  settled: boolean;
  /** What the person said who was asked at a pause, or why nobody was. */
  decision?: string | undefined;
  /** What is not told because Kestra did not answer, and why. */
  missing?: string | undefined;
}

export interface Following {
  /** How long its end is waited for; the time in which a person thinks does not count. */
  waitMs: number;
  /** Asks the person of the context for the form of each pause on the way. */
  askUser?: boolean | undefined;
  /** This call has created the execution, so that it may also end it. */
  created?: boolean | undefined;
}

/** For the details at the end; then what is known has to do. */
const DESCRIBE_MS = 3_000;
/** No flow asks so often; one that resumes in a circle does. */
const MOST_PAUSES = 20;

/**
 * Waits for the end of an execution, for its next pause, or until the time is over, and tells how it stands. It
 * answers in time also when Kestra has fallen silent.
 *
 * @throws Failure `cancelled`, saying what became of an execution that this call has created
 */
export async function followRun(
  context: OperationContext,
  start: Execution,
  { waitMs, askUser = false, created = false }: Following,
): Promise<RunResult> {
  try {
    const { execution, decision } = await untilSettled(context, start, { waitMs, askUser });
    return { ...(await describeInTime(context, execution)), settled: isSettled(execution), decision };
  } catch (error) {
    if (!context.signal.aborted || !created) throw error;
    throw await leaveOrKill(context, start, Failure.from(error));
  }
}

/** What Kestra does not tell in time is named instead: a result without outputs could be taken for one that has none. */
async function describeInTime(
  context: OperationContext,
  execution: Execution,
): Promise<Omit<RunResult, 'settled'>> {
  try {
    return await within(context, DESCRIBE_MS, (timed) => describeExecution(timed, execution));
  } catch (error) {
    if (Failure.is(error, 'cancelled')) throw error;
    const missing = `Outputs, subflows, the form of a pause and error lines: ${Failure.from(error).message}`;
    return { ...describeBriefly(execution, context.kestra.connection), missing };
  }
}

/** As {@link followRun}, for an execution of which only the id is at hand. */
export async function followById(
  context: OperationContext,
  id: string,
  following: Following,
): Promise<RunResult> {
  return followRun(context, await getExecution(context, id), following);
}

interface Settled {
  execution: Execution;
  decision?: string | undefined;
}

async function untilSettled(
  context: OperationContext,
  start: Execution,
  { waitMs, askUser }: { waitMs: number; askUser: boolean },
): Promise<Settled> {
  let left = waitMs;
  let execution = start;
  let decision: string | undefined;
  for (let pauses = 0; left > 0 && pauses < MOST_PAUSES; pauses += 1) {
    const began = Date.now();
    execution = await lastKnown(context, execution, left);
    left -= Date.now() - began;
    if (execution.state.current !== 'PAUSED' || !askUser || context.person === undefined) break;
    const decided = await decidePause(context, execution, context.person);
    ({ decision } = decided);
    if (!decided.goesOn) break;
    execution = decided.execution;
  }
  return { execution, decision };
}

/** A Kestra that has fallen silent leaves what was known before. */
async function lastKnown(
  context: OperationContext,
  execution: Execution,
  waitMs: number,
): Promise<Execution> {
  try {
    return await followUntilSettled(context, execution.id, waitMs);
  } catch (error) {
    if (!Failure.is(error, 'timeout')) throw error;
    return execution;
  }
}
