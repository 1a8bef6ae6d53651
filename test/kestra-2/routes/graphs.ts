import { parse, YAMLError } from 'yaml';
import { graphOf, type GraphSource } from '../graph.ts';
import { route, YAML, type Route } from '../http.ts';
import { tasksIn } from '../model.ts';
import { internalError } from '../problem.ts';
import type { Store } from '../store.ts';
import { flowTopology, namespaceTopology } from '../topology.ts';

/** Graphs of flows, of unsaved sources and of executions; who depends on whom. */
export function graphRoutes(store: Store): Route[] {
  return [
    route('GET flows/{namespace}/{id}/graph', ({ params, query }) => ({
      json: graphOf(
        store.flowAt(params['namespace'] ?? '', params['id'] ?? '', query.get('revision'), noSuchFlow),
      ),
    })),
    route('POST flows/graph', ({ body }) => ({ json: graphOf(unsaved(body.toString())) }), {
      consumes: YAML,
    }),
    route('GET executions/{id}/graph', ({ params }) => {
      const execution = store.execution(params['id'] ?? '');
      return { json: graphOf(store.flowOf(execution), execution) };
    }),
    route('GET flows/{namespace}/{id}/dependencies', ({ params, query }) => {
      const { namespace = '', id = '' } = params;
      const is = (name: string) => query.get(name) === 'true';
      const options = { destinationOnly: is('destinationOnly'), expandAll: is('expandAll') };
      return { json: flowTopology(store, namespace, id, options) };
    }),
    route('GET namespaces/{namespace}/dependencies', ({ params }) => ({
      json: namespaceTopology(store, params['namespace'] ?? ''),
    })),
  ];
}

function noSuchFlow({ namespace, id }: { namespace: string; id: string }): string {
  return `Unable to find flow main_${namespace}_${id}`;
}

/** Recorded: a source without tasks ends in a 500. */
function unsaved(source: string): GraphSource {
  try {
    const flow = parse(source) as GraphSource | null;
    if (flow && tasksIn(flow, 'tasks').length > 0) return flow;
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
  }
  throw internalError();
}
