import type { Label, Values } from './model.ts';
import { conflict, internalError, Problem } from './problem.ts';
import { touch, wholeSeconds, type Trigger } from './triggerStates.ts';

/** What is asked for: `start` is needed, `end` is now if it is left out. */
interface Wanted {
  start?: string;
  end?: string;
  inputs?: Values;
  labels?: Label[] | Record<string, string>;
}

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)(\[.+\])?$/;

/** Starts a backfill; one with nothing between its dates ends at once. */
export function createBackfill({ state }: Trigger, wanted: Wanted | undefined): void {
  if (!wanted) throw internalError();
  for (const name of ['start', 'end'] as const) refuseDate(name, wanted[name]);
  if (state.backfill) {
    const id = `main_${state.namespace}_${state.flowId}_${state.triggerId}`;
    throw conflict(
      `Create backfill failed: A backfill is already running on trigger '${id}'. Delete it before creating a new one.`,
    );
  }
  if (wanted.start === undefined) {
    throw conflict('Create backfill failed: the return value of "Backfill.getStart()" is null');
  }
  touch(state);
  const [start, end] = [new Date(wanted.start), wanted.end === undefined ? new Date() : new Date(wanted.end)];
  if (start > end) return;
  const labels = labelsOf(wanted.labels);
  state.backfill = {
    start: wholeSeconds(start),
    end: wanted.end === undefined ? end.toISOString() : wholeSeconds(end),
    currentDate: wholeSeconds(start),
    paused: false,
    ...(wanted.inputs && { inputs: wanted.inputs }),
    ...(labels && { labels }),
    previousNextExecutionDate: state.nextEvaluationDate,
  };
  state.nextEvaluationDate = state.backfill.currentDate;
}

/** Pausing, going on and deleting where there is no backfill changes nothing and is no error. */
export function pauseBackfill({ state }: Trigger, paused: boolean): void {
  if (!state.backfill) return;
  state.backfill.paused = paused;
  touch(state);
}

export function endBackfill({ state }: Trigger): void {
  if (!state.backfill) return;
  state.nextEvaluationDate = state.backfill.previousNextExecutionDate;
  delete state.backfill;
  touch(state);
}

function refuseDate(name: string, date: string | undefined): void {
  if (date === undefined || ZONED.test(date)) return;
  const detail = `Cannot deserialize value of type \`java.time.ZonedDateTime\` from String "${date}"`;
  const item = { detail, path: `backfill.${name}` };
  throw new Problem('invalid-json', `Failed to convert argument [request] due to: ${detail}`, [item]);
}

function labelsOf(labels: Wanted['labels']): Label[] | undefined {
  if (labels === undefined || Array.isArray(labels)) return labels;
  return Object.entries(labels).map(([key, value]) => ({ key, value }));
}
