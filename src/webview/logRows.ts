import { LOG_LEVELS, type LogLevel } from '../model/logLevel.ts';
import type { ShownLine } from './messages.ts';

export interface LogFilter {
  minLevel: LogLevel;
  /** In capitals or not; empty for all. */
  text: string;
  taskRunId?: string | undefined;
}

/** One line on the screen: a message of several lines takes several rows. */
export interface LogRow {
  line: ShownLine;
  text: string;
  /** The first of its message, with time, level and task. */
  isFirst: boolean;
}

/** The rows of a log that a filter lets through; lines that come later are added without looking at all again. */
export class LogRows {
  readonly rows: LogRow[] = [];
  /** Lines, not rows. */
  shown = 0;
  readonly #filter: LogFilter;
  readonly #text: string;
  #seen = 0;

  constructor(filter: LogFilter) {
    this.#filter = filter;
    this.#text = filter.text.trim().toLowerCase();
  }

  /** @param lines all lines, those seen before included */
  add(lines: readonly ShownLine[]): void {
    for (const line of lines.slice(this.#seen)) {
      if (!this.#lets(line)) continue;
      this.shown += 1;
      const texts = line.message.trimEnd().split(/\r\n|\r|\n/);
      for (const [index, text] of texts.entries()) this.rows.push({ line, text, isFirst: index === 0 });
    }
    this.#seen = lines.length;
  }

  #lets({ level, taskRunId, taskId, message }: ShownLine): boolean {
    const { minLevel, taskRunId: wanted } = this.#filter;
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(minLevel)) return false;
    if (wanted !== undefined && wanted !== taskRunId) return false;
    if (this.#text === '') return true;
    return message.toLowerCase().includes(this.#text) || taskId?.toLowerCase().includes(this.#text) === true;
  }
}

/** A text cut into parts that hold what is searched for and parts that do not. */
export function markedParts(text: string, searched: string): { text: string; isFound: boolean }[] {
  const wanted = searched.trim().toLowerCase();
  const lower = text.toLowerCase();
  // Some capitals change their length: then no place in one is a place in the other.
  if (wanted === '' || lower.length !== text.length) return [{ text, isFound: false }];
  const parts: { text: string; isFound: boolean }[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isFound: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), isFound: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), isFound: false });
  return parts;
}
