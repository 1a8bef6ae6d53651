import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';
import { getExecution, isOfFlow, requireFlow } from './findExecution.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

export interface ReplayArguments {
  executionIds?: readonly string[] | undefined;
  /** Without ids: the last execution of this flow. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  /** From this task run on, with the results before it copied; for a single execution. */
  taskRunId?: string | undefined;
  /** On the flow as it is now instead of as it was. */
  latestRevision?: boolean | undefined;
}

export type ReplayOutcome =
  | { executionId: string; replayed: true; execution: ExecutionSummary }
  | { executionId: string; replayed: false; failure: Failure };

/** Runs executions again as new ones, with their inputs, and tells the new id for each. */
export async function replayExecutions(
  context: OperationContext,
  args: ReplayArguments,
): Promise<ReplayOutcome[]> {
  const ids = args.executionIds?.length ? [...new Set(args.executionIds)] : [await lastOfFlow(context, args)];
  if (ids.length > 1 && args.taskRunId !== undefined) {
    throw new Failure('invalid', 'A task run belongs to one execution, but several are given.', {
      hint: 'Give one execution with a task run, or several without.',
    });
  }
  const outcomes: ReplayOutcome[] = [];
  for (const [index, executionId] of ids.entries()) {
    context.progress({ message: `Replaying ${executionId}`, done: index, total: ids.length });
    try {
      outcomes.push({ executionId, replayed: true, execution: await replayOne(context, executionId, args) });
    } catch (error) {
      outcomes.push({ executionId, replayed: false, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

async function replayOne(
  context: OperationContext,
  id: string,
  { taskRunId, latestRevision }: ReplayArguments,
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  const original = await getExecution(context, id);
  const { namespace, flowId } = original;
  const flow = latestRevision ? await kestra.flows.get({ namespace, id: flowId }, { signal }) : undefined;
  const replay = await kestra.executions.replay(id, { taskRunId, revision: flow?.revision }, { signal });
  return summarizeExecution(replay, kestra.connection);
}

async function lastOfFlow({ kestra, signal }: OperationContext, args: ReplayArguments): Promise<string> {
  const flow = requireFlow(args);
  const { results } = await kestra.executions.search(
    { ...flow, sort: 'state.startDate:desc', size: 20 },
    { signal },
  );
  const last = results.find(isOfFlow(flow));
  if (last !== undefined) return last.id;
  throw new Failure('not_found', `${flow.namespace}.${flow.flowId} has not been executed yet.`, {
    hint: 'Execute the flow instead of replaying it.',
  });
}
