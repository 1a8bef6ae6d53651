import { formatAuditLine, type AuditLine } from '../../shared/audit/auditLine.ts';

/** What Linux writes in one piece even to a pipe. */
export const MOST_BYTES = 4096;

/** Tried in turn until a line is short enough; nobody chooses the length of what is left. */
const SHORTER: readonly ((line: AuditLine) => AuditLine)[] = [
  (line) => line,
  (line) => ({ ...line, args: { '…': 'too large to keep' } }),
  ({ executions, results, ...line }) => ({
    ...line,
    args: {},
    ...cut('executions', executions),
    ...cut('results', results),
  }),
  ({ v, event, id, time, pid, who, tool, request, decision, reason, outcome, ms }) => ({
    v,
    event,
    id,
    time,
    pid,
    who,
    tool,
    request,
    decision,
    reason,
    outcome,
    ms,
  }),
];
const FEW_IDS = 3;

/** A line as it is written, within the bytes that are written at once. */
export function boundedLine(line: AuditLine): string {
  let text = '';
  for (const shorten of SHORTER) {
    text = formatAuditLine(shorten(line));
    if (Buffer.byteLength(text) <= MOST_BYTES) break;
  }
  return text;
}

function cut(name: 'executions' | 'results', ids: string[] | undefined): Partial<AuditLine> {
  if (ids === undefined) return {};
  return { [name]: ids.slice(0, FEW_IDS), ...(name === 'executions' && { executionsTotal: ids.length }) };
}
