import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { Breakpoint } from '../kestra/api/executionRequests.ts';
import { checkInputs } from './checkInputs.ts';
import type { OperationContext } from './context.ts';
import { getExecution, isOfFlow, requireFlow } from './findExecution.ts';
import { followById } from './followRun.ts';
import { outcomeOf } from './outcomeOf.ts';
import { replayOnce } from './replayOnce.ts';
import type { Started } from './startFlow.ts';
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
  /** Names these replays, so that asking for them again finds what they started. Made up when absent. */
  key?: string | undefined;
}

export type ReplayOutcome =
  | {
      executionId: string;
      replayed: true;
      execution: ExecutionSummary;
      idempotencyKey?: string;
      repeated?: boolean;
    }
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
    context.progress?.({ message: `Replaying ${executionId}`, done: index, total: ids.length });
    try {
      const { execution, key, repeated } = await replayOne(context, executionId, args);
      outcomes.push({
        executionId,
        replayed: true,
        execution: summarizeExecution(execution, context.kestra.connection),
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(repeated ? { repeated } : {}),
      });
    } catch (error) {
      outcomes.push({ executionId, replayed: false, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

/** Replays, and waits a while for the end of the new execution where it is a single one. */
export async function replayAndWait(
  context: OperationContext,
  { waitSeconds, askUser, ...args }: ReplayArguments & { waitSeconds: number; askUser: boolean },
): Promise<ReplayOutcome[]> {
  const began = Date.now();
  const outcomes = await replayExecutions(context, args);
  const [only] = outcomes;
  if (outcomes.length !== 1 || only === undefined || !only.replayed || waitSeconds === 0) return outcomes;
  const { id } = only.execution;
  const waitMs = Math.max(0, waitSeconds * 1_000 - (Date.now() - began));
  const run = followById(context, id, { waitMs, askUser, created: only.repeated !== true });
  return [
    { ...only, execution: await outcomeOf(`Execution ${only.executionId} was replayed as ${id}`, run) },
  ];
}

function refuseForSeveral({ taskRunId, inputs }: ReplayArguments): void {
  if (taskRunId === undefined && inputs === undefined) return;
  throw new Failure('invalid', 'A task run and inputs belong to one execution, but several are given.', {
    hint: 'Give one execution with a task run or inputs, or several without.',
  });
}

async function replayOne(context: OperationContext, id: string, args: ReplayArguments): Promise<Started> {
  const original = await getExecution(context, id);
  const { taskRunId, inputs, breakpoints } = args;
  const revision = args.latestRevision ? await latestRevision(context, original) : undefined;
  const replay = { taskRunId, revision, breakpoints };
  const parts = inputs && (await changedParts(context, original, { inputs, revision }));
  return replayOnce(context, { original, key: args.key }, ({ kestra, signal }) =>
    parts === undefined
      ? kestra.executions.replay(id, replay, { signal })
      : kestra.executions.replayWithInputs(id, { ...replay, parts }, { signal }),
  );
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
