import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { Breakpoint } from '../kestra/api/executionRequests.ts';
import { checkInputs } from './checkInputs.ts';
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
  /** Inputs with other values than the original's, which the others keep; for a single execution. */
  inputs?: Readonly<Record<string, unknown>> | undefined;
  breakpoints?: readonly Breakpoint[] | undefined;
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
  if (ids.length > 1) refuseForSeveral(args);
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

function refuseForSeveral({ taskRunId, inputs }: ReplayArguments): void {
  if (taskRunId === undefined && inputs === undefined) return;
  throw new Failure('invalid', 'A task run and inputs belong to one execution, but several are given.', {
    hint: 'Give one execution with a task run or inputs, or several without.',
  });
}

async function replayOne(
  context: OperationContext,
  id: string,
  args: ReplayArguments,
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  const original = await getExecution(context, id);
  const { taskRunId, inputs, breakpoints } = args;
  const revision = args.latestRevision ? await latestRevision(context, original) : undefined;
  const replay = { taskRunId, revision, breakpoints };
  if (inputs === undefined) {
    return summarizeExecution(await kestra.executions.replay(id, replay, { signal }), kestra.connection);
  }
  const parts = await changedParts(context, original, { inputs, revision });
  const started = await kestra.executions.replayWithInputs(id, { ...replay, parts }, { signal });
  return summarizeExecution(started, kestra.connection);
}

async function latestRevision(
  { kestra, signal }: OperationContext,
  { namespace, flowId: id }: Execution,
): Promise<number | undefined> {
  const { revision } = await kestra.flows.get({ namespace, id }, { signal });
  return revision;
}

async function changedParts(
  context: OperationContext,
  original: Execution,
  {
    inputs,
    revision = original.flowRevision,
  }: { inputs: Readonly<Record<string, unknown>>; revision?: number | undefined },
): Promise<InputPart[]> {
  const { kestra, signal } = context;
  const { id, namespace, flowId } = original;
  const { parts, problems } = await checkInputs(context, {
    validate: (sent) =>
      kestra.executions.validateInputs({ namespace, flowId, revision, parts: sent }, { signal }),
    values: inputs,
    original: original.inputs,
  });
  if (problems.length === 0) return parts;
  throw new Failure('invalid', told`Execution ${id} was not replayed: ${problems.join('; ')}.`, {
    violations: problems,
    hint: told`Correct the inputs and replay it again; nothing has been started.`,
  });
}

/** The last execution of a flow. */
export async function lastOfFlow(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  args: Pick<ReplayArguments, 'namespace' | 'flowId'>,
): Promise<string> {
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
