import type { ShownTaskRun, Span } from './messages.ts';

/** A task run in its place under the one that it is nested in. */
export interface GanttRow {
  taskRun: ShownTaskRun;
  depth: number;
  /** Of what is inside it; undefined where nothing is. */
  open?: boolean | undefined;
}

/** The task runs from top to bottom, children under their parents, by start; closed ones hide what is inside. */
export function ganttRows(taskRuns: readonly ShownTaskRun[], closed: ReadonlySet<string>): GanttRow[] {
  const ids = new Set(taskRuns.map(({ id }) => id));
  const known = (parent: string | undefined): string | undefined =>
    parent !== undefined && ids.has(parent) ? parent : undefined;
  const byParent = Map.groupBy(taskRuns, ({ parent }) => known(parent));
  const rows: GanttRow[] = [];
  const add = (parent: string | undefined, depth: number): void => {
    for (const taskRun of (byParent.get(parent) ?? []).toSorted(byStart)) {
      const open = byParent.has(taskRun.id) ? !closed.has(taskRun.id) : undefined;
      rows.push({ taskRun, depth, open });
      if (open === true) add(taskRun.id, depth + 1);
    }
  };
  add(undefined, 0);
  return rows;
}

/** The time that the chart shows, in milliseconds since 1970. */
export interface Scale {
  start: number;
  end: number;
}

/** From the first start to the last end, or to now while something is open. */
export function scaleOf(spans: Iterable<Span>, now: number): Scale {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.start === undefined) continue;
    start = Math.min(start, span.start);
    end = Math.max(end, span.end ?? now, span.start);
  }
  if (start === Number.POSITIVE_INFINITY) return { start: now, end: now + 1 };
  return { start, end: Math.max(end, start + 1) };
}

export interface Bar {
  span: Span;
  /** Percent of the chart's width. */
  left: number;
  width: number;
}

/** The bars of a task run: one for each attempt, or one for all of it. */
export function barsOf({ attempts, ...taskRun }: ShownTaskRun, scale: Scale, now: number): Bar[] {
  const told = attempts.filter(({ start }) => start !== undefined);
  // An attempt that is open is told as RUNNING also while its task run waits, and stays open when that is killed.
  const { state, end } = taskRun;
  const spans =
    told.length > 0
      ? told.map((span) => (span.end === undefined ? { ...span, state, end } : span))
      : [taskRun];
  const length = scale.end - scale.start;
  return spans.flatMap((span) => {
    if (span.start === undefined) return [];
    const left = ((span.start - scale.start) / length) * 100;
    const width = (((span.end ?? now) - span.start) / length) * 100;
    return [{ span, left: clamp(left), width: clamp(Math.min(width, 100 - left)) }];
  });
}

/** Steps that people count in, in milliseconds. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400].map(
    (s) => s * 1_000,
  ),
);

/** Where the axis is marked, in milliseconds since its start. */
export function ticksOf(length: number, most: number): number[] {
  const days = 86_400_000 * Math.ceil(length / most / 86_400_000);
  const step = STEPS.find((candidate) => length / candidate <= most) ?? days;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

function byStart(a: ShownTaskRun, b: ShownTaskRun): number {
  return (a.start ?? Number.POSITIVE_INFINITY) - (b.start ?? Number.POSITIVE_INFINITY) || 0;
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
