import { allowedActions } from '../../model/action.ts';
import {
  inStateSince,
  parentExecutionId,
  type Execution,
  type StateTimeline,
} from '../../model/execution.ts';
import { isSystemLabel } from '../../model/label.ts';
import type { LogEntry } from '../../kestra/schemas.ts';
import { presentableRecord } from '../../model/presentable.ts';
import { shorten } from '../../model/shorten.ts';
import { isTerminated, isWaiting } from '../../model/state.ts';
import { cleanText } from '../../shared/hiddenCharacters.ts';
import { startedByWords } from '../views/startedByWords.ts';
import type { ShownExecution, ShownLine, ShownTaskRun, Span } from '../../webview/messages.ts';

/** More of the inputs nobody reads in a view. */
const INPUTS_BYTES = 20_000;
/** A stack trace is whole, a dump is not. */
const LONGEST_MESSAGE = 20_000;

/** What the view shows of an execution beside its task runs, its question and its connection. */
export function shownExecution(execution: Execution): ShownExecution {
  const { id, namespace, flowId, flowRevision, state, labels = [], originalId } = execution;
  return {
    ...spanOf(state),
    id,
    namespace,
    flowId,
    revision: flowRevision,
    labels: labels.filter(({ key }) => !isSystemLabel(key)).map(({ key, value }) => [key, value]),
    startedBy: startedByWords(execution),
    parent: parentExecutionId(execution),
    original: originalId === id ? undefined : originalId,
    since: instant(inStateSince(execution)),
    hasEnded: isTerminated(state.current),
    isWaiting: isWaiting(state.current),
    allowed: allowedActions(execution),
    inputs: presentableRecord(execution.inputs, INPUTS_BYTES),
  };
}

export function shownTaskRuns({ taskRunList = [] }: Execution): ShownTaskRun[] {
  return taskRunList.map(({ id, taskId, parentTaskRunId, value, state, attempts = [] }) => ({
    ...spanOf(state),
    id,
    taskId,
    parent: parentTaskRunId,
    value,
    attempts: attempts.map((attempt) => spanOf(attempt.state)),
  }));
}

export function shownLine({ timestamp, level, taskId, taskRunId, message }: LogEntry): ShownLine {
  return { time: timestamp, level, taskId, taskRunId, message: shorten(cleanText(message), LONGEST_MESSAGE) };
}

/** Kestra also sets an end while something is PAUSED. */
function spanOf({ current, startDate, endDate, histories }: StateTimeline): Span {
  const ended = isTerminated(current) ? (endDate ?? histories.at(-1)?.date) : undefined;
  return { state: current, start: instant(startDate ?? histories[0]?.date), end: instant(ended) };
}

export function instant(iso: string | undefined): number | undefined {
  const milliseconds = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
