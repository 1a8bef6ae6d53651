import { durationSeconds } from './duration.ts';
import { inStateSince, type Execution } from './execution.ts';
import { isWaiting, type State } from './state.ts';
import type { TriggerState } from './trigger.ts';

/** How the runs of one flow went. */
export interface FlowRuns {
  namespace: string;
  flowId: string;
  runs: number;
  failed: number;
  /** Of the time in which it ran: without waiting in a queue or for somebody. */
  meanSeconds: number;
  p95Seconds: number;
}

export interface FailingFlow {
  namespace: string;
  flowId: string;
  failed: number;
  /** ISO instant and id of the latest failure. */
  last?: string | undefined;
  lastExecutionId: string;
}

const MINUTE_MS = 60_000;
/** Longer than this in a state is worth a look. RUNNING may well take hours; the others are steps on the way. */
const LONG_MS = { RUNNING: 60 * MINUTE_MS, other: 5 * MINUTE_MS };
/** The scheduler takes a few seconds to fire what is due. */
const OVERDUE_MS = 5 * MINUTE_MS;

/** Whether an unfinished execution has been in its state for suspiciously long. */
export function isStuck(execution: Execution, now: number): boolean {
  const since = Date.parse(inStateSince(execution) ?? '');
  return now - since > (execution.state.current === 'RUNNING' ? LONG_MS.RUNNING : LONG_MS.other);
}

/** A schedule whose date has passed without it being disabled, locked or backfilling: nobody fires it. */
export function isOverdue({ disabled, lockedBy, backfill, next }: TriggerState, now: number): boolean {
  if (disabled || lockedBy !== undefined || backfill !== undefined || next === undefined) return false;
  return now - Date.parse(next) > OVERDUE_MS;
}

/** Disabled by its own `stopAfter`, as far as can be told: its flow does not disable it. */
export function isStoppedByOutcome({ disabled, disabledInFlow, stopAfter }: TriggerState): boolean {
  return disabled && !disabledInFlow && stopAfter !== undefined;
}

/** Runs and durations per flow, the one with most runs first. */
export function runsByFlow(executions: readonly Execution[]): FlowRuns[] {
  const flows = [...byFlow(executions).values()].map((runs): FlowRuns => {
    const seconds = runs.map(runSeconds).toSorted((a, b) => a - b);
    const sum = seconds.reduce((total, each) => total + each, 0);
    return {
      ...flowOf(runs[0]),
      runs: runs.length,
      failed: runs.filter(({ state }) => state.current === 'FAILED').length,
      meanSeconds: round(sum / seconds.length),
      p95Seconds: round(percentile(seconds, 0.95)),
    };
  });
  return flows.toSorted((a, b) => b.runs - a.runs);
}

/** Failures per flow, the one with most first. @param failures the latest first */
export function failuresByFlow(failures: readonly Execution[]): FailingFlow[] {
  const flows = [...byFlow(failures).values()].flatMap((failed) => {
    const [last] = failed;
    if (last === undefined) return [];
    const at = last.state.endDate ?? last.state.startDate;
    return [{ ...flowOf(last), failed: failed.length, last: at, lastExecutionId: last.id }];
  });
  return flows.toSorted((a, b) => b.failed - a.failed);
}

/** How many there are of each state. */
export function countStates(executions: readonly Execution[]): Partial<Record<State, number>> {
  const counts: Partial<Record<State, number>> = {};
  for (const { state } of executions) counts[state.current] = (counts[state.current] ?? 0) + 1;
  return counts;
}

/** Seconds in which an execution was at work: its duration in Kestra counts days of waiting for approval too. */
function runSeconds({ state }: Execution): number {
  const { histories } = state;
  if (histories.length === 0) return durationSeconds(state.duration) ?? 0;
  const idle = histories.reduce((sum, { state: was, date }, index) => {
    const next = histories[index + 1];
    const waits = isWaiting(was) || was === 'QUEUED' || was === 'CREATED';
    return waits && next !== undefined ? sum + Date.parse(next.date) - Date.parse(date) : sum;
  }, 0);
  const whole = Date.parse(histories.at(-1)?.date ?? '') - Date.parse(histories[0]?.date ?? '');
  return (whole - idle) / 1000;
}

/** Nearest rank. @param sorted from the smallest on, not empty */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function byFlow(executions: readonly Execution[]): Map<string, Execution[]> {
  return Map.groupBy(executions, ({ namespace, flowId }) => `${namespace} ${flowId}`);
}

function flowOf(execution: Execution | undefined): { namespace: string; flowId: string } {
  return { namespace: execution?.namespace ?? '', flowId: execution?.flowId ?? '' };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
