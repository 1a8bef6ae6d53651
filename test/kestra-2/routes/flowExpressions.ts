import { route, YAML, type Route } from '../http.ts';
import type { Store } from '../store.ts';

/** A part of what a 2.0 build was recorded to tell, with the keys that there are. */
const CONTEXT = [
  'execution',
  'execution.id',
  'flow',
  'flow.id',
  'flow.namespace',
  'item',
  'item.index',
  'item.value',
];
const FILTERS = ['default', 'regexExtract', 'regexMatch', 'timestampNano', 'upper'];
const FUNCTIONS = [
  'isWeekend(date)',
  'now(format, timeZone, existingFormat, locale)',
  "secret(key='MY_SECRET', namespace)",
];

/** What expressions of a flow can name. */
export function flowExpressionRoutes(store: Store): Route[] {
  return [
    route(
      'POST flows/expressions',
      ({ body }) => {
        const [, namespace = ''] = /^namespace: (\S+)$/m.exec(body.toString()) ?? [];
        const kvPairs = store.kv.list(namespace).map(({ key }) => `kv('${key}')`);
        return { json: { executionContext: CONTEXT, kvPairs, filters: FILTERS, functions: FUNCTIONS } };
      },
      { consumes: YAML },
    ),
  ];
}
