import type { AuditNarrowing } from '../../kestra/dialect.ts';
import type { AuditEntry, AuditStep } from '../../model/auditEntry.ts';
import { sourceDiff } from '../../model/sourceDiff.ts';
import { Failure } from '../../shared/failure.ts';
import { told } from '../../shared/told.ts';
import type { OperationContext } from '../context.ts';
import { fetchPage, pageWithin, type PageRequest, type PageResult } from '../page.ts';

/** Who did what to what, in one line. */
export interface AuditSummary {
  id: string;
  /** ISO instant. */
  time: string;
  action: string;
  resource?: string | undefined;
  /** Texts by which the resource is known: its id, namespace, flow and so on. */
  of: Record<string, string>;
  userId: string;
  user?: string | undefined;
  ipAddress?: string | undefined;
  impersonatedBy?: string | undefined;
}

export interface AuditDifference {
  id: string;
  /** The entry that it was compared with, when it was chosen. */
  previousId?: string | undefined;
  /** Unified diff; none when nothing differs. */
  diff?: string | undefined;
  /** There was nothing before, or there is nothing any more. */
  kind: 'created' | 'deleted' | 'changed' | 'unchanged';
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** Members of a detail that are told elsewhere. */
const TOLD_APART = new Set(['type', 'resource', 'resourceType']);

/** The latest first. */
export async function searchAuditLog(
  { kestra, signal }: Reader,
  filter: AuditNarrowing,
  request: PageRequest,
): Promise<PageResult<AuditSummary>> {
  const { auditLogs } = await kestra.enterprise(signal);
  return fetchPage(
    request,
    (page) => auditLogs.search({ ...filter, ...page, sort: 'date:desc' }, { signal }),
    summarize,
  );
}

/** The entries about one resource, by the id that the search tells of it. */
export async function auditHistory(
  { kestra, signal }: Reader,
  resourceId: string,
  request: PageRequest,
): Promise<PageResult<AuditStep>> {
  const { auditLogs } = await kestra.enterprise(signal);
  return pageWithin(await auditLogs.history(resourceId, { signal }), request);
}

/** What an entry changed, or what changed since a previous one. @throws Failure `not_found` */
export async function auditDifference(
  { kestra, signal }: Reader,
  { id, previousId }: { id: string; previousId?: string | undefined },
): Promise<AuditDifference> {
  const { auditLogs } = await kestra.enterprise(signal);
  const { before, after } = await auditLogs.change(id, previousId, { signal }).catch((error: unknown) => {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({ message: told`There is no such entry in the audit log: ${id}.` });
  });
  const [old, now] = [readable(before), readable(after)];
  const diff = sourceDiff({ name: 'before', source: old }, { name: 'after', source: now });
  return { id, previousId, diff, kind: kindOf(old, now) };
}

function summarize(entry: AuditEntry): AuditSummary {
  const { id, date, type, resource, detail, userId, userName, ipAddress, impersonatedBy } = entry;
  const texts = Object.entries(detail).filter(
    (member): member is [string, string] => typeof member[1] === 'string' && !TOLD_APART.has(member[0]),
  );
  const of = Object.fromEntries(texts);
  return { id, time: date, action: type, resource, of, userId, user: userName, ipAddress, impersonatedBy };
}

/** JSON on one line would be one changed line. */
function readable(text: string | undefined): string {
  if (text === undefined || text === 'null') return '';
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? `${JSON.stringify(parsed, undefined, 2)}\n` : text;
  } catch {
    return text;
  }
}

function kindOf(before: string, after: string): AuditDifference['kind'] {
  if (before === after) return 'unchanged';
  if (before === '') return 'created';
  return after === '' ? 'deleted' : 'changed';
}
