import { randomUUID } from 'node:crypto';
import { Failure } from '../shared/failure.ts';
import { told, type Told } from '../shared/told.ts';
import {
  backfillInputProblems,
  backfillNotes,
  backfillWindow,
  isConditional,
  scheduleOf,
  schedulesOf,
  type BackfillWindow,
  type WantedWindow,
} from '../model/backfill.ts';
import type { Flow, Trigger } from '../model/flow.ts';
import { KEY_LABEL } from '../model/label.ts';
import { clientLabel } from '../model/origin.ts';
import type { Schedule, ScheduleDates } from '../model/schedule.ts';
import type { TriggerId, TriggerState } from '../model/trigger.ts';
import { findByKey } from './findByKey.ts';
import type { OperationContext } from './context.ts';
import {
  flowTriggers,
  requireState,
  requireTrigger,
  type DefinedTrigger,
  type FlowTriggers,
} from './flowTriggers.ts';

export interface BackfillRequest extends WantedWindow {
  namespace: string;
  flowId: string;
  /** Needed when the flow has several schedules. */
  triggerId?: string | undefined;
  inputs?: Readonly<Record<string, unknown>> | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  /** Refuses a backfill of more runs. */
  maxRuns: number;
  /** Names this backfill, so that asking for it again starts no second one. */
  key?: string | undefined;
}

/** What a backfill is going to do, known before it starts. */
export interface BackfillPlan extends TriggerId {
  cron: string;
  timezone?: string | undefined;
  /** ISO instants; dates at both ends count. */
  start: string;
  end: string;
  runs: number;
  /** The count is the most: conditions may skip dates. */
  upperBound?: boolean | undefined;
  /** Counting stopped at `runs`. */
  more?: boolean | undefined;
  firstRun?: string | undefined;
  lastRun?: string | undefined;
  /** What the count does not tell, one sentence each. */
  notes: Told[];
}

export interface StartedBackfill extends BackfillPlan {
  /** With its backfill as Kestra has taken it up. */
  trigger: TriggerState;
  idempotencyKey?: string | undefined;
  /** An earlier call with the same key had started it. */
  repeated?: boolean | undefined;
}

/** Counting takes 40 ms for a thousand. */
const MOST_COUNTED = 10_000;

/**
 * How many executions a backfill would start, and when they are dated; nothing is started.
 *
 * @throws Failure `not_found`, or `invalid` for a flow with no or several schedules, a wrong window, wrong inputs
 */
export async function planBackfill(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  request: Omit<BackfillRequest, 'maxRuns'>,
): Promise<BackfillPlan> {
  return (await prepare(context, request)).plan;
}

/**
 * Starts a backfill: Kestra runs the flow once for each date of the schedule in the window.
 *
 * @throws Failure as {@link planBackfill}; `conflict` while the trigger cannot do it, `refused` for more runs than
 *   allowed
 */
export async function startBackfill(
  context: Pick<OperationContext, 'kestra' | 'signal' | 'starts' | 'origin'>,
  request: BackfillRequest,
): Promise<StartedBackfill> {
  const { plan, known, chosen, window } = await prepare(context, request);
  const key = context.starts && (request.key ?? `auto-${randomUUID()}`);
  if (request.key !== undefined && (await isStarted(context, { plan, chosen, key: request.key }))) {
    return { ...plan, trigger: requireState(known, chosen), idempotencyKey: key, repeated: true };
  }
  requireReady(known, chosen);
  requireSize(plan, request.maxRuns);
  const { kestra, signal } = context;
  const labels = { ...clientLabel(context.origin), ...request.labels, ...(key && { [KEY_LABEL]: key }) };
  const backfill = {
    start: window.start.toISOString(),
    end: window.end.toISOString(),
    inputs: request.inputs,
    labels: Object.entries(labels).map(([name, value]) => ({ key: name, value })),
  };
  try {
    const started = await kestra.triggers.createBackfill(plan, backfill, { signal });
    const { type, cron } = chosen.definition;
    return { ...plan, trigger: { ...started, type, cron }, idempotencyKey: key };
  } catch (error) {
    if (key === undefined || !Failure.is(error, 'timeout', 'interrupted')) throw error;
    throw error.with({
      message: `The backfill may have been started, with idempotency_key ${key}: ${error.message}`,
    });
  }
}

/** Its executions carry the key; before the first of them the trigger tells by its window. */
async function isStarted(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { plan, chosen, key }: { plan: BackfillPlan; chosen: DefinedTrigger; key: string },
): Promise<boolean> {
  const backfill = chosen.state?.backfill;
  if (isSameTime(backfill?.start, plan.start) && isSameTime(backfill?.end, plan.end)) return true;
  return (await findByKey(context, plan, { key, patienceMs: 0 })) !== undefined;
}

function isSameTime(one: string | undefined, other: string): boolean {
  return one !== undefined && Date.parse(one) === Date.parse(other);
}

interface Prepared {
  plan: BackfillPlan;
  known: FlowTriggers;
  chosen: DefinedTrigger;
  window: BackfillWindow;
}

async function prepare(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  request: Omit<BackfillRequest, 'maxRuns'>,
): Promise<Prepared> {
  const window = backfillWindow(request, new Date());
  const known = await flowTriggers(context, request);
  const chosen = chooseSchedule(known, request.triggerId);
  requireInputs(known.flow, chosen.definition, request.inputs ?? {});
  const schedule = scheduleOf(chosen.definition);
  const dates = await countDates(schedule, window);
  const { namespace, id: flowId } = known.flow;
  const plan: BackfillPlan = {
    namespace,
    flowId,
    triggerId: chosen.definition.id,
    cron: schedule.cron,
    timezone: schedule.timezone,
    start: window.start.toISOString(),
    end: window.end.toISOString(),
    runs: dates.count,
    upperBound: isConditional(chosen.definition) ? true : undefined,
    more: dates.more ? true : undefined,
    firstRun: dates.first?.toISOString(),
    lastRun: dates.last?.toISOString(),
    notes: dates.count > 0 ? notesOn(chosen) : [told`No date of the schedule lies in this time.`],
  };
  return { plan, known, chosen, window };
}

/** The cron library is loaded for backfills only. */
async function countDates(schedule: Schedule, { start, end }: BackfillWindow): Promise<ScheduleDates> {
  const { scheduleDates } = await import('../model/schedule.ts');
  return scheduleDates(schedule, start, end, MOST_COUNTED);
}

function chooseSchedule(known: FlowTriggers, triggerId: string | undefined): DefinedTrigger {
  const { flow } = known;
  const schedules = schedulesOf(flow).map(({ id }) => id);
  const name = `${flow.namespace}.${flow.id}`;
  if (triggerId !== undefined) {
    const chosen = requireTrigger(known, triggerId);
    if (schedules.includes(triggerId)) return chosen;
    throw new Failure(
      'invalid',
      `Trigger ${triggerId} of ${name} is a ${chosen.definition.type}, not a schedule.`,
      {
        hint: `Only schedules can be backfilled: ${schedules.join(', ') || 'the flow has none'}.`,
      },
    );
  }
  const [only, ...others] = schedules;
  if (only === undefined) throw new Failure('invalid', told`${name} has no schedule to backfill.`);
  if (others.length > 0) {
    throw new Failure('invalid', `${name} has several schedules: ${schedules.join(', ')}.`, {
      hint: 'Say which one with trigger_id.',
    });
  }
  return requireTrigger(known, only);
}

function requireInputs(flow: Flow, trigger: Trigger, inputs: Readonly<Record<string, unknown>>): void {
  const problems = backfillInputProblems(flow, trigger, inputs);
  if (problems.length === 0) return;
  throw new Failure('invalid', `The runs would fail: ${problems.join('; ')}.`, {
    violations: problems,
    hint: 'Correct the inputs; nothing has been started.',
  });
}

function notesOn({ definition, state }: DefinedTrigger): Told[] {
  const lock =
    state?.lockedBy === undefined ? [] : [told`It begins when ${state.lockedBy} has ended, which locks it.`];
  return [...lock, ...backfillNotes(definition)];
}

/** 1.x replaces a running backfill, and a disabled trigger never works one off: neither is told by Kestra. */
function requireReady(known: FlowTriggers, chosen: DefinedTrigger): void {
  const { flow } = known;
  const name = `${flow.namespace}.${flow.id}`;
  const { id } = chosen.definition;
  if (flow.disabled) throw new Failure('conflict', told`Flow ${name} is disabled.`);
  if (chosen.definition.disabled || chosen.state?.disabled) {
    throw new Failure('conflict', told`Trigger ${id} of ${name} is disabled.`, {
      hint: told`Enable it first.`,
    });
  }
  const { backfill } = requireState(known, chosen);
  if (backfill === undefined) return;
  const { start, end, now, paused } = backfill;
  throw new Failure(
    'conflict',
    paused
      ? told`Trigger ${id} of ${name} has a paused backfill from ${start ?? ''} to ${end ?? ''}, now at ${now ?? ''}.`
      : told`Trigger ${id} of ${name} has a running backfill from ${start ?? ''} to ${end ?? ''}, now at ${now ?? ''}.`,
    { hint: told`Wait for its end, or delete that backfill.` },
  );
}

function requireSize({ runs, more, cron, firstRun, lastRun }: BackfillPlan, maxRuns: number): void {
  if (runs === 0) {
    throw new Failure('invalid', told`No date of '${cron}' lies in this time: there is nothing to run.`);
  }
  if (runs <= maxRuns) return;
  const until = lastRun === undefined ? '' : ` to ${lastRun}`;
  throw new Failure(
    'refused',
    `This would start ${more ? 'more than ' : ''}${runs} executions (${firstRun}${until}); max_runs is ${maxRuns}.`,
    {
      hint: more
        ? 'Backfill a shorter time.'
        : `Show the user these numbers; if they agree, do it again with max_runs ${runs}.`,
    },
  );
}
