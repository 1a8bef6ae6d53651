import { contains } from '../executionSearch.ts';
import { meets, readFilters, type Filter } from '../filters.ts';
import { jsonBody, route, type Call, type Route } from '../http.ts';
import { paged, unknownSort, type Sorting } from '../paging.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store.ts';

type Item = ReturnType<Store['kv']['list']>[number];

const sorting: Sorting<Item> = {
  fields: {
    key: ({ key }) => key,
    namespace: ({ namespace }) => namespace,
    creationDate: ({ creationDate }) => creationDate,
    updateDate: ({ updateDate }) => updateDate,
  },
  refusal: unknownSort,
};

/** The key-value store: values are Ion text, time to live and description are headers. */
export function kvRoutes({ kv }: Store): Route[] {
  const one = 'namespaces/{namespace}/kv/{key}';
  const at = ({ params }: Call) => [params['namespace'] ?? '', params['key'] ?? ''] as const;
  return [
    route('GET kv', ({ query }) => {
      const filters = readFilters(query, 'KV');
      const found = kv.list().filter((item) => filters.every((filter) => matches(item, filter)));
      return { json: paged(found, query, 'listAllKeys', sorting) };
    }),
    route('GET namespaces/{namespace}/kv/inheritance', ({ params }) => ({
      json: parentsOf(params['namespace'] ?? '').flatMap((namespace) => kv.list(namespace)),
    })),
    route(`GET ${one}`, (call) => ({ json: kv.read(...at(call)) })),
    route(`PUT ${one}`, (call) => put(kv, call), { consumes: 'text/plain' }),
    route(`DELETE ${one}`, (call) => ({ json: kv.delete(...at(call)) })),
    route('DELETE namespaces/{namespace}/kv', (call) => {
      const { keys } = jsonBody(call, 'request') as { keys: string[] };
      return { json: { keys: keys.filter((key) => kv.delete(call.params['namespace'] ?? '', key)) } };
    }),
  ];
}

function put(kv: Store['kv'], { params, body, headers }: Call): object {
  const text = body.toString();
  if (text === '') throw new Problem('invalid-request-body', 'Required Body [value] not specified');
  const header = (name: string) => headers[name]?.toString();
  kv.put(params['namespace'] ?? '', params['key'] ?? '', text, {
    ttl: header('ttl'),
    description: header('description'),
  });
  return {};
}

/** The namespaces above, nearest first. */
function parentsOf(namespace: string): string[] {
  const parts = namespace.split('.');
  return parts.slice(1).map((_, position) => parts.slice(0, parts.length - 1 - position).join('.'));
}

function matches(item: Item, filter: Filter): boolean {
  if (filter.field === 'q') return [item.key, item.namespace].some(contains(filter));
  const dates: Record<string, string | undefined> = {
    created: item.creationDate,
    updated: item.updateDate,
    expirationDate: item.expirationDate,
  };
  return meets(filter, filter.field === 'namespace' ? item.namespace : dates[filter.field]);
}
