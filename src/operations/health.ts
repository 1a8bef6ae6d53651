import { inStateSince, type Execution } from '../model/execution.ts';
import {
  countStates,
  failuresByFlow,
  isOverdue,
  isStoppedByOutcome,
  isStuck,
  runsByFlow,
  type FailingFlow,
  type FlowRuns,
} from '../model/health.ts';
import { isTerminated, isWaiting, STATES, WAITING_STATES, type State } from '../model/state.ts';
import type { TriggerId, TriggerState } from '../model/trigger.ts';
import type { ExecutionSearch } from '../kestra/api/executionRequests.ts';
import type { OperationContext } from './context.ts';
import { executionsInState } from './findExecution.ts';
import { allTriggers } from './listTriggers.ts';
import { takeWithin } from './page.ts';

export interface HealthRequest {
  /** This namespace and everything below it; all without one. */
  namespace?: string | undefined;
  /** ISO instant: executions started since then are counted. */
  since: string;
  /** For each of the lists. */
  maxListBytes?: number | undefined;
}

/** An execution that should not stay as it is for long. */
export interface LingeringExecution {
  id: string;
  namespace: string;
  flowId: string;
  state: State;
  /** ISO instant at which it entered its state, and how long ago that is. */
  since?: string | undefined;
  seconds?: number | undefined;
  stuck?: boolean | undefined;
}

export interface NamedTrigger extends TriggerId {
  next?: string | undefined;
  lockedBy?: string | undefined;
  stopAfter?: string[] | undefined;
}

export interface Health {
  since: string;
  /** Started since then; `other` are unfinished, skipped or retried ones. */
  executions: { total: number; byState: Partial<Record<State, number>>; other: number };
  /** However old. `byState` and `stuck` are counted among the oldest `counted`, when that is told. */
  unfinished: {
    total: number;
    byState: Partial<Record<State, number>>;
    stuck: number;
    counted?: number | undefined;
    longest: LingeringExecution[];
  };
  /** For approval or at a breakpoint, however old. */
  waiting: { total: number; longest: LingeringExecution[] };
  /** Flows by failures since then, among the newest `counted` when that is told. */
  failing: { total: number; counted?: number | undefined; flows: FailingFlow[] };
  /** Flows by ended runs since then, among the newest `counted` when that is told. */
  durations: { total: number; counted?: number | undefined; flows: FlowRuns[] };
  triggers: {
    total: number;
    disabled: number;
    locked: NamedTrigger[];
    stopped: NamedTrigger[];
    overdue: NamedTrigger[];
  };
}

/** What the counts of states are made of, beside FAILED. */
const ENDED = ['SUCCESS', 'WARNING', 'KILLED', 'CANCELLED'] as const;
const UNFINISHED = STATES.filter((state) => !isTerminated(state) && !isWaiting(state));
// 1.x sends every execution with all its task runs: a hundred can be megabytes.
const MOST_FAILURES = 50;
const MOST_RUNS = 100;
const MOST_UNFINISHED = 50;

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** How Kestra is doing, from a dozen requests at once: totals are exact, the rest says of how many it was made. */
export async function checkHealth(context: Reader, request: HealthRequest): Promise<Health> {
  const { namespace, since, maxListBytes: maxBytes = Number.POSITIVE_INFINITY } = request;
  const search = (states: readonly State[] | undefined, size: number) =>
    context.kestra.executions.search(newest(request, states, size), { signal: context.signal });
  const [all, failed, runs, unfinished, waiting, triggers, ...ended] = await Promise.all([
    search(undefined, 1),
    search(['FAILED'], MOST_FAILURES),
    search(['SUCCESS', 'WARNING', 'FAILED'], MOST_RUNS),
    executionsInState(context, { namespace, states: UNFINISHED }, MOST_UNFINISHED),
    executionsInState(context, { namespace, states: WAITING_STATES }, MOST_UNFINISHED),
    allTriggers(context, { namespace }),
    ...ENDED.map((state) => search([state], 1)),
  ]);
  const byState = Object.fromEntries(
    [
      ['FAILED', failed.total] as const,
      ...ENDED.map((state, i) => [state, ended[i]?.total ?? 0] as const),
    ].filter(([, count]) => count > 0),
  );
  const known = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return {
    since,
    // Executions that end between the requests must not make it negative.
    executions: { total: all.total, byState, other: Math.max(0, all.total - known) },
    unfinished: unfinishedHealth(unfinished, maxBytes),
    waiting: { total: waiting.total, longest: takeWithin(waiting.executions.map(lingering), maxBytes) },
    failing: {
      ...sampled(failed),
      flows: takeWithin(failuresByFlow(failed.results), maxBytes),
    },
    durations: { ...sampled(runs), flows: takeWithin(runsByFlow(runs.results), maxBytes) },
    triggers: triggerHealth(triggers, maxBytes),
  };
}

function newest(
  { namespace, since }: HealthRequest,
  states: readonly State[] | undefined,
  size: number,
): ExecutionSearch {
  return { namespace, states, startedAfter: since, size, sort: 'state.startDate:desc' };
}

function unfinishedHealth(
  { executions, total }: { executions: readonly Execution[]; total: number },
  maxBytes: number,
): Health['unfinished'] {
  const now = Date.now();
  const longest = executions.map((execution) => ({
    ...lingering(execution),
    stuck: isStuck(execution, now) ? true : undefined,
  }));
  return {
    total,
    byState: countStates(executions),
    stuck: longest.filter(({ stuck }) => stuck).length,
    counted: executions.length < total ? executions.length : undefined,
    longest: takeWithin(longest, maxBytes),
  };
}

function triggerHealth(triggers: readonly TriggerState[], maxBytes: number): Health['triggers'] {
  const now = Date.now();
  const named = (is: (trigger: TriggerState) => boolean): NamedTrigger[] =>
    takeWithin(triggers.filter(is).map(nameTrigger), maxBytes);
  return {
    total: triggers.length,
    disabled: triggers.filter(({ disabled }) => disabled).length,
    locked: named(({ lockedBy }) => lockedBy !== undefined),
    stopped: named(isStoppedByOutcome),
    overdue: named((trigger) => isOverdue(trigger, now)),
  };
}

function nameTrigger({
  namespace,
  flowId,
  triggerId,
  next,
  lockedBy,
  stopAfter,
}: TriggerState): NamedTrigger {
  return { namespace, flowId, triggerId, next, lockedBy, stopAfter };
}

function sampled(found: { results: readonly unknown[]; total: number }): { total: number; counted?: number } {
  const { results, total } = found;
  return results.length < total ? { total, counted: results.length } : { total };
}

function lingering(execution: Execution): LingeringExecution {
  const { id, namespace, flowId, state } = execution;
  const since = inStateSince(execution);
  const seconds = since === undefined ? undefined : Math.round((Date.now() - Date.parse(since)) / 1000);
  return { id, namespace, flowId, state: state.current, since, seconds };
}
