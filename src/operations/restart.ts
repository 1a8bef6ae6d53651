import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import type { OperationContext } from './context.ts';
import {
  getExecution,
  isOfFlow,
  requireAllowed,
  requireFlow,
  type ExecutionTarget,
} from './findExecution.ts';
import { followById, type RunResult } from './followRun.ts';
import { outcomeOf } from './outcomeOf.ts';
import { restartOnRevision } from './restartOnRevision.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollAction } from './wait.ts';
import { told } from '../shared/told.ts';

export interface RestartArguments extends ExecutionTarget {
  /** Runs on this revision, as a new execution; without it the same execution goes on. */
  revision?: number | undefined;
}

const SETTLE_MS = 5_000;

/**
 * Runs the failed task runs of an execution again, and what comes after them; what succeeded is kept. Without an id
 * the last failed execution of the flow.
 *
 * @throws Failure `conflict` when its state has nothing to restart
 */
export async function restartExecution(
  context: OperationContext,
  args: RestartArguments,
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  const target = await restartTarget(context, args);
  requireAllowed('restart', target);
  if (args.revision !== undefined) return restartOnRevision(context, target.id, args.revision);
  await kestra.executions.restart(target.id, undefined, { signal });
  const after = await outcomeOf(
    told`Execution ${target.id} was restarted`,
    pollAction(context, target.id, (execution) => hasMoved(target, execution), SETTLE_MS),
  );
  return summarizeExecution(after, kestra.connection);
}

/**
 * Restarts an execution and waits a while for its end, its next pause, or the time to be over. Asking again while it
 * runs restarts nothing: Kestra restarts only what has ended.
 */
export async function restartAndWait(
  context: OperationContext,
  { waitSeconds, askUser, ...args }: RestartArguments & { waitSeconds: number; askUser: boolean },
): Promise<RunResult> {
  const began = Date.now();
  const { id } = await restartExecution(context, args);
  const waitMs = Math.max(0, waitSeconds * 1_000 - (Date.now() - began));
  return outcomeOf(`Execution ${id} was restarted`, followById(context, id, { waitMs, askUser }));
}

/** The execution that is meant, whatever its state. */
export async function restartTarget(context: OperationContext, args: ExecutionTarget): Promise<Execution> {
  if (args.executionId === undefined) return lastFailed(context, requireFlow(args));
  const execution = await getExecution(context, args.executionId);
  const { namespace = execution.namespace, flowId = execution.flowId } = args;
  if (isOfFlow({ namespace, flowId })(execution)) return execution;
  throw new Failure(
    'invalid',
    `Execution ${execution.id} belongs to ${execution.namespace}.${execution.flowId}, not to ${namespace}.${flowId}.`,
    { hint: 'Give the id alone, or the flow it belongs to.' },
  );
}

async function lastFailed(
  { kestra, signal }: OperationContext,
  flow: { namespace: string; flowId: string },
): Promise<Execution> {
  const search = { ...flow, states: ['FAILED'] as const, sort: 'state.startDate:desc', size: 20 };
  const { results } = await kestra.executions.search(search, { signal });
  const last = results.find(isOfFlow(flow));
  if (last !== undefined) return last;
  throw new Failure('not_found', `No execution of ${flow.namespace}.${flow.flowId} is FAILED.`, {
    hint: 'List the executions of the flow to see their states.',
  });
}

/** Kestra adds to the history with every change; the state alone may be FAILED again already. */
function hasMoved(before: Execution, now: Execution): boolean {
  return (
    now.state.current !== before.state.current || now.state.histories.length > before.state.histories.length
  );
}
