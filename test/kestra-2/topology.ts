import { childTasks, type Flow, type Task } from './model.ts';
import { FLOW_TRIGGER, SUBFLOW } from './plugins.ts';
import type { Store } from './store.ts';

interface Edge {
  source: string;
  target: string;
  relation: 'FLOW_TASK' | 'FLOW_TRIGGER';
}

interface Topology {
  nodes: { uid: string; namespace: string; id: string }[];
  edges: Edge[];
}

/** Who calls whom: by a Subflow task, or by a Flow trigger that waits for another flow. */
function allEdges(store: Store): Edge[] {
  const flows = store.flows();
  const known = new Set(flows.map(uidOf));
  return flows
    .flatMap((flow) => [...calls(flow), ...waits(flow)])
    .filter(({ source, target }) => known.has(source) && known.has(target));
}

function calls(flow: Flow): Edge[] {
  return [...everyTask(flow.tasks)]
    .filter(({ type }) => type === SUBFLOW)
    .map((task) => ({
      source: uidOf(flow),
      target: uidOf({ namespace: String(task['namespace']), id: String(task['flowId']) }),
      relation: 'FLOW_TASK',
    }));
}

/** 2.0 writes what a Flow trigger waits for as `dependsOn.flows`. */
function waits(flow: Flow): Edge[] {
  return flow.triggers
    .filter(({ type }) => type === FLOW_TRIGGER)
    .flatMap(
      (trigger) => ((trigger['dependsOn'] as { flows?: object[] } | undefined)?.flows ?? []) as Named[],
    )
    .map(({ namespace, flowId }) => ({
      source: uidOf({ namespace, id: flowId }),
      target: uidOf(flow),
      relation: 'FLOW_TRIGGER',
    }));
}

interface Named {
  namespace: string;
  flowId: string;
}

/** What a flow has to do with directly, or with `expandAll` everything that hangs together with it. */
export function flowTopology(
  store: Store,
  namespace: string,
  id: string,
  { destinationOnly, expandAll }: { destinationOnly: boolean; expandAll: boolean },
): Topology {
  const all = allEdges(store);
  const seen = new Set([uidOf({ namespace, id })]);
  const found = new Set<Edge>();
  const touches = ({ source, target }: Edge) => seen.has(target) || (!destinationOnly && seen.has(source));
  let added = all.filter(touches);
  while (added.length > 0) {
    for (const edge of added) {
      found.add(edge);
      seen.add(edge.source).add(edge.target);
    }
    added = expandAll ? all.filter((edge) => !found.has(edge) && touches(edge)) : [];
  }
  return { nodes: nodesOf(store, [...found]), edges: [...found] };
}

/** All flows of a namespace, and those elsewhere they depend on. A flow without any edge has no tenant in its uid. */
export function namespaceTopology(store: Store, namespace: string): Topology {
  const inside = store.flows().filter((flow) => flow.namespace === namespace);
  const uids = new Set(inside.map(uidOf));
  const edges = allEdges(store).filter(({ source, target }) => uids.has(source) || uids.has(target));
  const connected = nodesOf(store, edges);
  const alone = inside
    .filter((flow) => !connected.some(({ uid }) => uid === uidOf(flow)))
    .map((flow) => ({ uid: `${flow.namespace}_${flow.id}`, namespace: flow.namespace, id: flow.id }));
  return { nodes: [...alone, ...connected], edges };
}

function nodesOf(store: Store, edges: readonly Edge[]): Topology['nodes'] {
  const uids = new Set(edges.flatMap(({ source, target }) => [source, target]));
  return store
    .flows()
    .filter((flow) => uids.has(uidOf(flow)))
    .map((flow) => ({ uid: uidOf(flow), namespace: flow.namespace, id: flow.id }));
}

function uidOf({ namespace, id }: { namespace: string; id: string }): string {
  return `main_${namespace}_${id}`;
}

function* everyTask(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task;
    yield* everyTask(childTasks(task));
  }
}
