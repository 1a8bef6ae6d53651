import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../shared/failure.ts';
import { compareTaskRuns, type TaskDifference } from '../model/compareTaskRuns.ts';
import type { Execution } from '../model/execution.ts';
import { presentableRecord } from '../model/presentable.ts';
import { shorten } from '../model/shorten.ts';
import type { OperationContext } from './context.ts';
import { executedFlowDiff } from './executedFlow.ts';
import { executionsBefore } from './failureHistory.ts';
import { getExecution, isOfFlow } from './findExecution.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

export interface ComparedExecution extends ExecutionSummary {
  revision?: number | undefined;
  /** Inputs and outputs of the flow that the other one has not, or with another value. */
  inputs?: Record<string, unknown> | undefined;
  outputs?: Record<string, unknown> | undefined;
  /** The last lines of level ERROR. */
  errors: string[];
}

export interface ExecutionComparison {
  first: ComparedExecution;
  second: ComparedExecution;
  /** Tasks that ended otherwise, or took clearly longer or shorter. */
  tasks: TaskDifference[];
  tasksOmitted?: number | undefined;
  tasksAlike: number;
  /** What changed in the flow from the first to the second. */
  flowChanges?: string | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;
type Values = Readonly<Record<string, unknown>>;

const MOST_TASKS = 15;
const MOST_BYTES = 500;
const MOST_ERRORS = 3;
const LONGEST_LINE = 250;

/**
 * How two executions differ.
 *
 * @param otherId the last success of the flow before it, when it is not given; it is told first
 * @throws Failure `not_found` when there is nothing to compare with
 */
export async function compareExecutions(
  context: Reader,
  { executionId, otherId }: { executionId: string; otherId?: string | undefined },
): Promise<ExecutionComparison> {
  const second = await getExecution(context, executionId);
  const first = await getExecution(context, otherId ?? (await lastSuccessBefore(context, second)));
  const pair = [first, second] as const;
  const { kestra, signal } = context;
  const [outputs, errors, flowChanges] = await Promise.all([
    Promise.all(pair.map((one) => kestra.outputs.ofExecution(one, { signal }))),
    Promise.all(pair.map((one) => lastErrors(context, one))),
    isOfFlow(first)(second) ? executedFlowDiff(context, pair) : undefined,
  ]);
  const tasks = compareTaskRuns(first.taskRunList ?? [], second.taskRunList ?? []);
  const describe = (one: Execution, index: 0 | 1): ComparedExecution => ({
    ...summarizeExecution(one, kestra.connection),
    revision: one.flowRevision,
    inputs: differing([first.inputs ?? {}, second.inputs ?? {}], index),
    outputs: differing([outputs[0] ?? {}, outputs[1] ?? {}], index),
    errors: errors[index] ?? [],
  });
  const omitted = tasks.different.length - MOST_TASKS;
  return {
    first: describe(first, 0),
    second: describe(second, 1),
    tasks: tasks.different.slice(0, MOST_TASKS),
    tasksOmitted: omitted > 0 ? omitted : undefined,
    tasksAlike: tasks.alike,
    flowChanges,
  };
}

async function lastSuccessBefore(context: Reader, execution: Execution): Promise<string> {
  const earlier = await executionsBefore(context, execution);
  const success = earlier.find(({ state }) => state.current === 'SUCCESS');
  if (success !== undefined) return success.id;
  const { namespace, flowId } = execution;
  throw new Failure('not_found', `${namespace}.${flowId} has not succeeded before ${execution.id}.`, {
    hint: 'Name another execution to compare with.',
  });
}

/** The members of one side that the other has not, or with another value. */
function differing(sides: readonly [Values, Values], index: 0 | 1): Record<string, unknown> | undefined {
  const [own, other] = index === 0 ? sides : [sides[1], sides[0]];
  const members = Object.entries(own).filter(([key, value]) => !isDeepStrictEqual(value, other[key]));
  return presentableRecord(Object.fromEntries(members), MOST_BYTES);
}

async function lastErrors({ kestra, signal }: Reader, { id }: Execution): Promise<string[]> {
  const log = await kestra.logs.ofExecution(id, { minLevel: 'ERROR' }, { signal });
  return log.slice(-MOST_ERRORS).map(({ message }) => shorten(message.trim(), LONGEST_LINE));
}
