import { setTimeout as sleep } from 'node:timers/promises';
import { AuditCalls, type AuditedCall } from '../../shared/audit/auditCalls.ts';
import type { AuditLine } from '../../shared/audit/auditLine.ts';
import { AuditReader } from '../../shared/audit/auditReader.ts';
import { outcomeOf } from '../../shared/audit/callWords.ts';
import { VARIABLES } from '../../shared/variables.ts';
import { Failure } from '../../shared/failure.ts';
import type { ServerConfiguration } from '../configuration.ts';
import { matches, type AuditQuery } from './auditQuery.ts';
import { auditTable } from './auditTable.ts';
import type { AuditCommand } from './commandLine.ts';

const POLL_MS = 300;

/** Shows what agents have done; with `follow` until the process is ended. */
export async function audit(
  { query, json, follow }: AuditCommand,
  { policy }: ServerConfiguration,
  say: (text: string) => void,
): Promise<number> {
  const { folder } = policy.audit;
  if (folder === undefined) throw new Failure('invalid', `${VARIABLES.audit} switches the audit log off.`);
  const reader = new AuditReader(folder);
  const table = auditTable();
  const show = (calls: readonly AuditedCall[]): void =>
    calls.forEach((call) => say(json ? asJson(call) : table.row(call)));

  const { calls, book } = await newestCalls(reader, query);
  if (!json && (calls.length > 0 || follow)) say(table.head(calls));
  show(calls);
  if (calls.length === 0 && !follow) process.stderr.write(`Nothing of that kind is noted in ${folder}.\n`);
  if (follow) {
    await followCalls(reader, book, (ended) => show(ended.filter((call) => matches(query, call))));
  }
  return 0;
}

/** Tells of calls as they end; never resolves. */
async function followCalls(
  reader: AuditReader,
  book: AuditCalls,
  tell: (calls: AuditedCall[]) => void,
): Promise<never> {
  for (;;) {
    await sleep(POLL_MS);
    tell(book.add(await reader.readNew()).filter(({ finished }) => finished));
  }
}

/** Files are read from the newest on, until there are as many calls as are wanted. */
async function newestCalls(
  reader: AuditReader,
  query: AuditQuery,
): Promise<{ calls: AuditedCall[]; book: AuditCalls }> {
  const lines: AuditLine[] = [];
  let book = new AuditCalls();
  let calls: AuditedCall[] = [];
  for (const { name, day } of (await reader.files()).toReversed()) {
    // Somebody who follows wants nothing of it a second time.
    const read = await reader.readFile(name);
    const enough =
      calls.length >= query.last || (query.since !== undefined && day < query.since.slice(0, 10));
    if (enough) continue;
    lines.unshift(...read);
    book = new AuditCalls();
    book.add(lines);
    calls = book.all.filter((call) => matches(query, call));
  }
  return { calls: calls.slice(-query.last), book };
}

function asJson(call: AuditedCall): string {
  const { finished: _finished, ...told } = call;
  return JSON.stringify({ ...told, outcome: outcomeOf(call) });
}
