import { Failure } from '../shared/failure.ts';
import { told, type Told, type Words } from '../shared/told.ts';
import type { Flow, Trigger } from './flow.ts';
import { flattenDefinition } from './input.ts';
import { encodeInputs } from './inputValues.ts';
import type { Schedule } from './schedule.ts';

/** The past that a backfill makes up for. */
export interface BackfillWindow {
  start: Date;
  end: Date;
}

export interface WantedWindow {
  /** ISO instants with offset; the end is now without one. */
  start?: string | undefined;
  end?: string | undefined;
  /** Counted back from now, together. */
  days?: number | undefined;
  hours?: number | undefined;
  minutes?: number | undefined;
}

/** @throws Failure `invalid` for a window that is not told, told twice, empty, or not over yet */
export function backfillWindow(wanted: WantedWindow, now: Date): BackfillWindow {
  const { days = 0, hours = 0, minutes = 0 } = wanted;
  const back = ((days * 24 + hours) * 60 + minutes) * 60_000;
  if (back > 0 && (wanted.start ?? wanted.end) !== undefined) {
    throw wrongWindow(told`start or end and days, hours or minutes are both given`);
  }
  if (back === 0 && wanted.start === undefined) throw wrongWindow(told`there is no start`);
  const end = wholeSeconds(wanted.end === undefined ? now.getTime() : Date.parse(wanted.end));
  const start = wholeSeconds(back > 0 ? now.getTime() - back : Date.parse(wanted.start ?? ''));
  if (start >= end) throw wrongWindow(told`it starts at ${iso(start)} and ends at ${iso(end)}`);
  if (end > now) throw wrongWindow(told`it ends at ${iso(end)}, which is not past`);
  return { start, end };
}

/** The triggers of a flow that can be backfilled: Kestra does it for its cron schedules only. */
export function schedulesOf(flow: Flow): Trigger[] {
  return (flow.triggers ?? []).filter(({ type, cron }) => type.endsWith('.Schedule') && cron !== undefined);
}

export function scheduleOf(trigger: Trigger): Schedule {
  const timezone = trigger['timezone'];
  return {
    cron: trigger.cron ?? '',
    withSeconds: trigger['withSeconds'] === true,
    timezone: typeof timezone === 'string' ? timezone : undefined,
  };
}

/** Whether Kestra may leave out some of the dates: conditions (`when` on 2.x) are known to the server only. */
export function isConditional(trigger: Trigger): boolean {
  const conditions = [trigger['conditions'], trigger['scheduleConditions']];
  return trigger['when'] !== undefined || conditions.some((list) => Array.isArray(list) && list.length > 0);
}

/** What the count of runs does not tell, one sentence each. */
export function backfillNotes(trigger: Trigger): Told[] {
  const notes: Told[] = [];
  if (isConditional(trigger))
    notes.push(told`Its conditions may skip some of these dates: the count is the most.`);
  if (typeof trigger['timezone'] !== 'string')
    notes.push(told`The schedule names no timezone: dates are counted in UTC, Kestra uses its server's.`);
  if (trigger['allowConcurrent'] !== true)
    notes.push(
      told`Unless the trigger allows concurrent runs, each run waits for the end of the one before.`,
    );
  if (trigger['stopAfter'] !== undefined)
    notes.push(told`The trigger has stopAfter: a run that ends so disables it, and with it the backfill.`);
  return notes;
}

/** What is wrong with the inputs of a backfill, which Kestra would find out with the first run only. */
export function backfillInputProblems(
  flow: Flow,
  trigger: Trigger,
  inputs: Readonly<Record<string, unknown>>,
): string[] {
  const definitions = flow.inputs ?? [];
  const plain = Object.entries(inputs).filter(([, value]) => !isExpression(value));
  const { problems } = encodeInputs(definitions, Object.fromEntries(plain));
  const given = { ...recordOf(trigger['inputs']), ...inputs };
  const missing = definitions
    .flatMap((definition) => flattenDefinition(definition))
    .filter(({ name, definition }) => {
      const { required = true, defaults } = definition;
      // Whether an input that depends on others is asked for, the server knows.
      return required && defaults === undefined && !('dependsOn' in definition) && !isGiven(given, name);
    });
  return [
    ...problems,
    ...missing.map(({ name }) => `${name} is required, and neither given nor set by the trigger`),
  ];
}

function isGiven(given: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.keys(given).some((key) => name === key || name.startsWith(`${key}.`));
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}

function iso(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

function wrongWindow(reason: Words): Failure {
  return new Failure('invalid', told`The time to backfill is wrong: ${reason}.`, {
    hint: told`Give start (and end, else now), or how far back with days, hours, minutes.`,
  });
}
