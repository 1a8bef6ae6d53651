import { contains, labelled } from '../executionSearch.ts';
import { meets, readFilters, type Filter } from '../filters.ts';
import { documents, validateFlow } from '../flowSource.ts';
import { route, YAML, type Call, type Route } from '../http.ts';
import type { Flow, Label } from '../model.ts';
import { paged, unknownSort, type Sorting } from '../paging.ts';
import { notFound } from '../problem.ts';
import type { Store } from '../store.ts';

const sorting: Sorting<Flow> = {
  fields: { id: ({ id }) => id, namespace: ({ namespace }) => namespace, updated: ({ updated }) => updated },
  refusal: unknownSort,
};

export function flowRoutes(store: Store): Route[] {
  const of = ({ params }: Call) => store.flow(params['namespace'] ?? '', params['id'] ?? '');
  return [
    route('POST flows', ({ body }) => ({ json: savedFlow(store.create(body.toString())) }), {
      consumes: YAML,
    }),
    route('PUT flows/{namespace}/{id}', (call) => ({ json: update(store, call) }), { consumes: YAML }),
    route('DELETE flows/{namespace}/{id}', (call) => {
      const { namespace, id } = of(call);
      store.delete(namespace, id);
      return { status: 204 };
    }),
    route('GET flows/{namespace}/{id}', (call) => ({ json: read(store, call) })),
    route('GET flows/{namespace}/{id}/revisions', ({ params }) => {
      const revisions = store.revisions(params['namespace'] ?? '', params['id'] ?? '');
      if (revisions.length === 0) throw notFound();
      return { json: revisions };
    }),
    route('GET flows/{namespace}', ({ params }) => ({
      json: store
        .flows()
        .filter(({ namespace }) => namespace === params['namespace'])
        .map(withoutSource),
    })),
    route('GET flows/distinct-namespaces', () => ({
      json: [...new Set(store.flows().map(({ namespace }) => namespace))].sort(),
    })),
    route('POST flows/validate', ({ body }) => ({ json: documents(body.toString()).map(validateFlow) }), {
      consumes: YAML,
    }),
    ...searchRoutes(store),
    route('DELETE flows/{namespace}/{id}/revisions', ({ params, query }) => {
      store.deleteRevisions(
        params['namespace'] ?? '',
        params['id'] ?? '',
        query.getAll('revisions').map(Number),
      );
      return { status: 204 };
    }),
  ];
}

function searchRoutes(store: Store): Route[] {
  return [
    route('GET flows/search', ({ query }) => {
      const { results, total } = paged(flowsMatching(store, query), query, 'searchFlows', sorting);
      return { json: { results: results.map(withoutSource), total } };
    }),
    // The parameters of the search in sources stayed flat in 2.0.
    route('GET flows/source', ({ query }) => {
      const [text, namespace] = [query.get('q') ?? '', query.get('namespace')];
      const inNamespace = store.flows().filter((flow) => namespace === null || flow.namespace === namespace);
      const found = inNamespace.flatMap((flow) => {
        const matched = sourceMatches(flow.source, text);
        return matched.length === 0 ? [] : [{ model: withoutSource(flow), matches: matched, editable: true }];
      });
      return { json: paged(found, query, 'searchFlowsBySourceCode') };
    }),
  ];
}

export function flowsMatching(store: Store, query: URLSearchParams): Flow[] {
  const filters = readFilters(query, 'FLOW');
  return store.flows().filter((flow) => filters.every((filter) => matches(flow, filter)));
}

function read(store: Store, { params, query }: Call): object {
  const { namespace = '', id = '' } = params;
  const deleted = query.get('allowDeleted') === 'true' && store.revisions(namespace, id).at(-1);
  const flow = deleted || store.flowAt(namespace, id, query.get('revision'));
  return query.get('source') === 'true' ? flow : withoutSource(flow);
}

function update(store: Store, { params, body }: Call): object {
  const { namespace = '', id = '' } = params;
  const before = store.flow(namespace, id);
  const after = store.update(namespace, id, body.toString());
  return after === before ? after : savedFlow(after);
}

/** A revision just saved comes back without its date, and without an empty list of triggers. */
export function savedFlow(flow: Flow): object {
  const { updated: _, triggers, ...rest } = flow;
  return triggers.length > 0 ? { ...rest, triggers } : rest;
}

function withoutSource(flow: Flow): object {
  const { source: _, ...rest } = flow;
  return rest;
}

function matches(flow: Flow, filter: Filter): boolean {
  if (filter.field === 'labels') return labelled({ labels: (flow['labels'] ?? []) as Label[] }, filter);
  if (filter.field === 'q') return [flow.id, flow.namespace].some(contains(filter));
  if (filter.field === 'scope') return meets(filter, flow.namespace === 'system' ? 'SYSTEM' : 'USER');
  return meets(filter, filter.field === 'flowId' ? flow.id : flow.namespace);
}

function sourceMatches(source: string, text: string): object[] {
  return source.split('\n').flatMap((line, position) => {
    const start = line.toLowerCase().indexOf(text.toLowerCase());
    if (start < 0) return [];
    const end = start + text.length;
    const snippet = `${line.slice(0, start)}[mark]${line.slice(start, end)}[/mark]${line.slice(end)}`;
    return [{ line: position + 1, column: start + 1, snippet }];
  });
}
