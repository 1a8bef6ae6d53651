import type { AuditedCall } from '../../shared/audit/auditCalls.ts';
import { outcomeOf, targetOf } from '../../shared/audit/callWords.ts';
import { printable } from './printable.ts';

const HEAD = ['TIME', 'WHO', 'CONNECTION', 'TOOL', 'DECISION', 'OUTCOME', 'MS', 'ABOUT'];

interface AuditTable {
  /** The line above these calls, which it makes room for. */
  head(calls: readonly AuditedCall[]): string;
  row(call: AuditedCall): string;
}

/** One line for each call, with columns that later ones keep to as well. */
export function auditTable(): AuditTable {
  const widths = HEAD.map((title) => title.length);
  const makeRoom = (cells: readonly string[]): void =>
    cells.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return {
    head(calls) {
      // What the call was about comes last and needs no room.
      for (const call of calls) makeRoom(cellsOf(call).slice(0, -1));
      return line(HEAD);
    },
    row: (call) => line(cellsOf(call)),
  };
}

function cellsOf(call: AuditedCall): string[] {
  const { time, who, connection, url, tool, request, decision, reason, ms } = call;
  return [
    localTime(time),
    who,
    connection ?? hostOf(url),
    tool ?? request,
    reason === undefined ? decision : `${decision}: ${reason}`,
    outcomeOf(call),
    ms?.toString(),
    targetOf(call),
  ].map((cell) => printable(cell ?? '–'));
}

/** `2026-03-01 14:05:09` on this machine's clock. */
function localTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

function hostOf(url = ''): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
