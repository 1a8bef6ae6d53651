import type { LogEntry } from '../../kestra/schemas.ts';
import { shortenMessage } from '../../operations/readLogs.ts';

/** Of no use to a reader, and the same in every line. */
const NOISE = ['tenantId', 'thread', 'deleted'];

/** An entry as Kestra gives it, less what only takes room. */
export function shownEntry(entry: LogEntry): object {
  const telling = Object.entries(entry).filter(([name, value]) => value !== null && !NOISE.includes(name));
  return { ...Object.fromEntries(telling), message: shortenMessage(entry.message) };
}
