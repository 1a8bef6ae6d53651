import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import { isTerminated, isWaiting } from '../../model/state.ts';
import type { OperationContext } from '../../operations/context.ts';
import { hasLeft } from '../../operations/resume.ts';
import { followUntilSettled } from '../../operations/settle.ts';
import { pollExecution } from '../../operations/wait.ts';
import { waitingForm } from '../../operations/waitingForm.ts';
import type { AskedPauses } from './askedPauses.ts';
import { findTask, unknownTask } from './findTask.ts';
import type { OwnTask, TaskReader } from './task.ts';
import type { TaskClient } from './taskClient.ts';
import type { RunOf } from './taskId.ts';
import { isEnd } from './taskStatus.ts';

/** A stream that has lost its other end is silent like one of an execution that sleeps: it is begun anew. */
const STEP_MS = 30_000;
/** How long Kestra may be away before whoever waits is told. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 1_000;
/** A task counts as cancelled when it is being killed, while its result tells the end. */
const KILL_MS = 5_000;

const PASSING = ['unreachable', 'unavailable', 'interrupted', 'timeout', 'rate_limited'] as const;

interface Waiting {
  reader: TaskReader;
  client: TaskClient;
  asked: AskedPauses;
}

/**
 * Waits for the end of a task, for hours or days if need be; the signal ends it. Where it waits for somebody and the
 * client can ask, its user is asked, at each pause anew. One who declines leaves it paused: somebody else may decide.
 *
 * @throws Failure `not_found`; what keeps Kestra from answering for longer than a minute
 */
export async function awaitTask(
  context: OperationContext,
  wanted: RunOf,
  waiting: Waiting,
): Promise<OwnTask> {
  let heard = Date.now();
  for (;;) {
    try {
      const task = await findTask(context, wanted, waiting.reader);
      heard = Date.now();
      if (isEnd(task.status)) return await afterKilling(context, wanted, { task, reader: waiting.reader });
      await step(context, task.execution, waiting);
    } catch (error) {
      if (Failure.is(error, 'not_found')) throw unknownTask(wanted);
      if (!Failure.is(error, ...PASSING) || Date.now() - heard > PATIENCE_MS) throw error;
      await sleep(RETRY_MS, undefined, { signal: context.signal });
    }
  }
}

/** Returns when something has changed, or after a while. */
async function step(context: OperationContext, execution: Execution, waiting: Waiting): Promise<void> {
  if (!isWaiting(execution.state.current)) {
    await followUntilSettled(context, execution.id, STEP_MS);
    return;
  }
  if (waiting.client.canBeAsked)
    await waiting.asked.once(execution, () => decide(context, execution, waiting));
  await pollExecution(context, execution.id, hasLeft(execution), STEP_MS);
}

/** Asks until the answer fits, or there is none. */
async function decide(
  context: OperationContext,
  execution: Execution,
  { client }: Pick<Waiting, 'client'>,
): Promise<void> {
  const { signal } = context;
  const form = await waitingForm(context, execution);
  for (let problems: string[] = []; ;) {
    const answer = await client.ask(form, problems, signal);
    if (answer.action !== 'accept') return;
    problems = await client.resume(execution.id, answer.values, signal);
    if (problems.length === 0) return;
  }
}

async function afterKilling(
  context: OperationContext,
  wanted: RunOf,
  { task, reader }: { task: OwnTask; reader: TaskReader },
): Promise<OwnTask> {
  if (isTerminated(task.execution.state.current) || !task.isCurrent) return task;
  await pollExecution(context, wanted.executionId, ({ state }) => isTerminated(state.current), KILL_MS);
  return findTask(context, wanted, reader);
}
