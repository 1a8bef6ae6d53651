import { Failure } from '../shared/failure.ts';

/** What tells log lines apart: Kestra gives them no id. */
export interface IdentifiableLine {
  timestamp: string;
  taskRunId?: string | undefined;
  attemptNumber?: number | undefined;
  message: string;
}

/** Lines of one log from several sources, each counted once. */
export class LogLines<Line extends IdentifiableLine> {
  readonly #lines = new Map<string, Line>();

  /** @returns whether it is a new one */
  add(line: Line): boolean {
    const key = keyOf(line);
    if (this.#lines.has(key)) return false;
    this.#lines.set(key, line);
    return true;
  }

  /** These lines, and the collected ones that are not among them, in order of time. */
  mergedInto(lines: readonly Line[]): Line[] {
    const known = new Set(lines.map(keyOf));
    const others = [...this.#lines].filter(([key]) => !known.has(key)).map(([, line]) => line);
    return [...lines, ...others].toSorted((a, b) => compare(instantOf(a.timestamp), instantOf(b.timestamp)));
  }
}

/** Names the end of a log: the instant of its last line, and how many lines bear it. */
export function logCursor(lines: readonly IdentifiableLine[]): string | undefined {
  const last = lines.at(-1)?.timestamp;
  if (last === undefined) return undefined;
  return `${last}~${lines.filter(({ timestamp }) => timestamp === last).length}`;
}

/**
 * The lines behind a cursor; all without one.
 *
 * @throws Failure `invalid` for a cursor that {@link logCursor} did not give
 */
export function linesAfter<Line extends IdentifiableLine>(
  lines: readonly Line[],
  cursor: string | undefined,
): Line[] {
  if (cursor === undefined) return [...lines];
  const [, timestamp, told] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d+)$/.exec(cursor) ?? [];
  if (timestamp === undefined) {
    throw new Failure('invalid', `'${cursor}' is not a cursor of a log.`, {
      hint: 'Use the cursor of the answer before, or none.',
    });
  }
  const end = instantOf(timestamp);
  let left = Number(told);
  return lines.filter((line) => {
    const order = compare(instantOf(line.timestamp), end);
    if (order !== 0) return order > 0;
    left -= 1;
    return left < 0;
  });
}

function keyOf({ timestamp, taskRunId, attemptNumber, message }: IdentifiableLine): string {
  return JSON.stringify([timestamp, taskRunId, attemptNumber, message]);
}

/** As text that sorts by time: Kestra leaves out zeros at the end of the fraction. */
function instantOf(timestamp: string): string {
  const [seconds = '', fraction = ''] = timestamp.replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
