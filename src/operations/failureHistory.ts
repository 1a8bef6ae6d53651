import { durationSeconds } from '../model/duration.ts';
import type { Execution } from '../model/execution.ts';
import { failedTaskRun } from '../model/failedTaskRun.ts';
import type { OperationContext } from './context.ts';
import { executedFlowDiff } from './executedFlow.ts';
import { isOfFlow } from './findExecution.ts';

/** How the flow of a failed execution did before. */
export interface FailureHistory {
  lastSuccess?:
    | {
        executionId: string;
        /** Of the flow: the one to go back to. */
        revision?: number | undefined;
        started?: string | undefined;
        seconds?: number | undefined;
      }
    | undefined;
  /** Failures in a row up to this one, as far as looked. */
  failuresInARow: number;
  /** The failure before this one, as far as looked. */
  previousFailure?:
    | {
        executionId: string;
        started?: string | undefined;
        taskId?: string | undefined;
        /** It failed in the same task then. */
        sameTask: boolean;
      }
    | undefined;
  /** What changed in the flow since it last succeeded; absent when nothing did. */
  changesSince?: string | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const LOOKED_BACK = 25;

/** @param source YAML of the flow as the failed execution ran it */
export async function failureHistory(
  context: Reader,
  failed: Execution,
  source: Promise<string | undefined>,
): Promise<FailureHistory> {
  const earlier = await executionsBefore(context, failed);
  const succeeded = earlier.findIndex(({ state }) => state.current === 'SUCCESS');
  const since = succeeded === -1 ? earlier : earlier.slice(0, succeeded);
  const success = earlier[succeeded];
  const [previousFailure, changesSince] = await Promise.all([
    describePrevious(
      context,
      failed,
      earlier.find(({ state }) => state.current === 'FAILED'),
    ),
    success && executedFlowDiff(context, [success, failed], source),
  ]);
  return {
    lastSuccess: success && {
      executionId: success.id,
      revision: success.flowRevision,
      started: success.state.startDate,
      seconds: durationSeconds(success.state.duration),
    },
    failuresInARow: 1 + since.filter(({ state }) => state.current === 'FAILED').length,
    previousFailure,
    changesSince,
  };
}

/** Executions of the same flow that started before, the latest first. */
export async function executionsBefore(
  { kestra, signal }: Reader,
  execution: Execution,
): Promise<Execution[]> {
  const { namespace, flowId } = execution;
  const search = { namespace, flowId, startedBefore: execution.state.startDate, size: LOOKED_BACK };
  const { results } = await kestra.executions.search({ ...search, sort: 'state.startDate:desc' }, { signal });
  return results.filter((other) => isOfFlow(execution)(other) && other.id !== execution.id);
}

async function describePrevious(
  { kestra, signal }: Reader,
  failed: Execution,
  found: Execution | undefined,
): Promise<FailureHistory['previousFailure']> {
  if (found === undefined) return undefined;
  // What a search finds has no task runs on 2.x.
  const previous = await kestra.executions.get(found.id, { signal });
  const taskId = failedTaskRun(previous)?.taskId;
  return {
    executionId: previous.id,
    started: previous.state.startDate,
    taskId,
    sameTask: taskId !== undefined && taskId === failedTaskRun(failed)?.taskId,
  };
}
