import type { Route } from '../../kestra-2/http.ts';
import { readFilters, meets } from '../../kestra-2/filters.ts';
import { paged } from '../../kestra-2/paging.ts';
import type { Store } from '../../kestra-2/store.ts';
import { found, newId } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';

interface Entry {
  id: string;
  type: string;
  detail: { resource: string; type: string; id: string };
  date: string;
  userId: string;
  /** What cannot be told by the described members, but is searched by. */
  namespace: string;
  flowId: string;
  source: string;
}

/** The audit log of flows alone: one entry for each of their revisions, by the first administrator. */
export function auditLogRoutes(enterprise: Enterprise, store: Store): Route[] {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const id = ids.get(key) ?? newId();
    ids.set(key, id);
    return id;
  };
  const entries = (): Map<string, Entry> => {
    const [user] = enterprise.directory.people.values();
    const all = store.flows().flatMap(({ namespace, id }) => store.revisions(namespace, id));
    return new Map(
      all.map((flow) => {
        const { namespace, id: flowId, revision, updated: date, source } = flow;
        const id = idOf(`${namespace}.${flowId}:${revision}`);
        const type = revision === 1 ? 'CREATE' : 'UPDATE';
        const detail = { resource: 'FLOW', type: 'FLOW', id: `${namespace}.${flowId}` };
        return [id, { id, type, detail, date, userId: user?.id ?? '', namespace, flowId, source }];
      }),
    );
  };
  const latestFirst = (): Entry[] => [...entries().values()].toSorted((a, b) => (a.date < b.date ? 1 : -1));
  const historyOf = (id: string): Entry[] => latestFirst().filter(({ detail }) => detail.id === id);
  return [
    enterprise.route('GET /{tenant}/auditlogs/search', 'AUDITLOG LIST', ({ query }) => {
      const filters = readFilters(query, 'AUDIT_LOG');
      const wanted = latestFirst().filter((entry) =>
        filters.every((filter) => meets(filter, seen(entry, filter))),
      );
      const { results, total } = paged(wanted, query, 'searchAuditLogs');
      return { json: { results: results.map((entry) => item(enterprise, entry)), total } };
    }),
    enterprise.route('GET /{tenant}/auditlogs/history/{detailId}', 'AUDITLOG VIEW', ({ params }) => ({
      json: historyOf(params['detailId'] ?? '').map(({ id, date, userId }) => ({
        id,
        date,
        username: enterprise.directory.people.get(userId)?.email,
      })),
    })),
    enterprise.route('GET /{tenant}/auditlogs/{id}/diff', 'AUDITLOG VIEW', ({ params, query }) => {
      const all = entries();
      const entry = found(all, params['id']);
      const history = historyOf(entry.detail.id);
      const previousId = query.get('previousId');
      const before =
        previousId === null
          ? history[history.findIndex(({ id }) => id === entry.id) + 1]
          : found(all, previousId);
      return { json: { ...(before && { before: before.source }), after: entry.source } };
    }),
  ];
}

function item({ directory }: Enterprise, entry: Entry): object {
  const { namespace: _namespace, flowId: _flowId, source: _source, ...auditLog } = entry;
  const { id = '', email = '' } = directory.people.get(entry.userId) ?? {};
  return { auditLog, user: { id, type: 'STANDARD', username: email, email } };
}

/** What a filter looks at. */
function seen(entry: Entry, { field, key }: { field: string; key?: string | undefined }): string | undefined {
  const values: Record<string, string> = {
    namespace: entry.namespace,
    userId: entry.userId,
    action: entry.type,
    resources: entry.detail.resource,
    startDate: entry.date,
    endDate: entry.date,
  };
  if (field === 'details') return key === 'flowId' ? entry.flowId : undefined;
  return values[field];
}
