import { flowsMatching, savedFlow } from './flows.ts';
import { documents } from '../flowSource.ts';
import { formFiles, jsonBody, MULTIPART, route, YAML, type Call, type Reply, type Route } from '../http.ts';
import type { Flow } from '../model.ts';
import { notFound, Problem } from '../problem.ts';
import type { Store } from '../store.ts';

interface FlowId {
  namespace: string;
  id: string;
}

/** Routes that take several flows: enable, disable and delete, sources in bulk, import. */
export function flowBatchRoutes(store: Store): Route[] {
  return [
    ...['disable', 'enable', 'delete'].flatMap((action) => switchRoutes(store, action)),
    route('POST flows/import', (call) => imported(store, call), { consumes: MULTIPART }),
    route('POST flows/bulk', (call) => bulk(store, call), { consumes: YAML }),
    route('GET flows/deprecated', () => ({ json: [] })),
  ];
}

/** Enabling and disabling rewrite the source, and so make a revision. The first missing flow ends the call. */
function switchRoutes(store: Store, action: string): Route[] {
  const method = action === 'delete' ? 'DELETE' : 'POST';
  const act = ({ namespace, id }: FlowId): void => {
    if (action === 'delete') store.delete(namespace, id);
    else store.update(namespace, id, switched(store.flow(namespace, id).source, action === 'disable'));
  };
  return [
    route(`${method} flows/${action}/by-ids`, (call) => {
      const ids = jsonBody(call, 'ids') as FlowId[];
      for (const { namespace, id } of ids) {
        if (!store.hasFlow(namespace, id)) throw notFound('No value present');
        act({ namespace, id });
      }
      return { json: { count: ids.length } };
    }),
    route(`${method} flows/${action}/by-query`, ({ query }) => {
      const found = flowsMatching(store, query);
      found.forEach(act);
      return { json: { count: found.length } };
    }),
  ];
}

function switched(source: string, disabled: boolean): string {
  const rest = source.replace(/^disabled:.*\n?/m, '');
  return disabled ? `${rest.trimEnd()}\ndisabled: true\n` : rest;
}

/** A file of sources. What cannot be saved is named by its file, unless the call has to fail then. */
async function imported(store: Store, call: Call): Promise<Reply> {
  const { fileUpload } = Object.fromEntries(await formFiles(call));
  if (!fileUpload) throw new Problem('invalid-request-body', 'Required Part [fileUpload] not specified');
  const failed: string[] = [];
  for (const source of documents(fileUpload.content.toString())) {
    try {
      store.save(source);
    } catch (error) {
      if (!(error instanceof Problem) || call.query.get('failOnError') === 'true') throw error;
      failed.push(fileUpload.name);
    }
  }
  return { json: failed };
}

/** Saves every source, and by default deletes all other flows of the namespace, or of the tenant. */
function bulk(store: Store, { body, query }: Call): Reply {
  const namespace = query.get('namespace');
  const below = query.get('allowNamespaceChild') === 'true';
  const saved = documents(body.toString()).map((source) => store.save(source));
  const covers = (flow: Flow) =>
    namespace === null ||
    flow.namespace === namespace ||
    (below && flow.namespace.startsWith(`${namespace}.`));
  if (query.get('delete') !== 'false') {
    const named = new Set(saved.map((flow) => `${flow.namespace}/${flow.id}`));
    const others = store.flows().filter((flow) => covers(flow) && !named.has(`${flow.namespace}/${flow.id}`));
    for (const flow of others) store.delete(flow.namespace, flow.id);
  }
  return { json: saved.map(savedFlow) };
}
