import { isFlowable, PARALLEL, IF, SUBFLOW, SWITCH } from './plugins.ts';
import { newId, tasksIn, type Execution, type Task, type Values } from './model.ts';
import { rawTaskRun, reducedTask } from './views.ts';

const HIERARCHIES = 'io.kestra.core.models.hierarchies';

interface Node extends Values {
  uid: string;
}

interface Edge {
  source: string;
  target: string;
  relation: { relationType?: string; value?: string };
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
  clusters: object[];
}

/** The parts of a flow a graph is drawn of: a saved flow, an unsaved one, or the reduced flow of an execution. */
export type GraphSource = Values & { tasks: Task[]; triggers?: Task[] };

/** The graph of a flow as Kestra lays it out; with an execution each task node carries its task run. */
export function graphOf(flow: GraphSource, execution?: Execution): Graph {
  return new GraphBuilder(flow, execution).build();
}

/** First and last node of what a task became: itself, or the ends of its cluster. */
interface Ends {
  start: string;
  end: string;
}

class GraphBuilder {
  readonly #flow: GraphSource;
  readonly #execution: Execution | undefined;
  readonly #nodes: Node[] = [];
  readonly #edges: Edge[] = [];
  readonly #clusters: object[] = [];

  constructor(flow: GraphSource, execution: Execution | undefined) {
    this.#flow = flow;
    this.#execution = execution;
  }

  build(): Graph {
    const flow = this.#flow;
    const root = this.#technical('root.root', 'Root');
    const last = tasksIn(flow, 'finally').length > 0 ? this.#technical('root.finally', 'Finally') : undefined;
    const end = this.#technical('root.end', 'End');
    if (!this.#execution) this.#triggers(root);
    const goal = last ?? end;
    this.#branch(tasksIn(flow, 'tasks'), 'root', root, goal, {}, 'SEQUENTIAL', []);
    this.#branch(tasksIn(flow, 'errors'), 'root', root, goal, { relationType: 'ERROR' }, 'ERROR', []);
    if (last) this.#branch(tasksIn(flow, 'finally'), 'root', last, end, {}, 'FINALLY', []);
    return { nodes: this.#nodes, edges: this.#edges, clusters: this.#clusters };
  }

  /** Tasks one after the other from one node to another. */
  #branch(
    tasks: readonly Task[],
    parent: string,
    from: string,
    to: string,
    first: Edge['relation'],
    relationType: string,
    within: readonly string[],
  ): void {
    let previous = from;
    for (const task of tasks) {
      const { start, end } = this.#task(task, parent, relationType, within);
      this.#edge(previous, start, previous === from ? first : { relationType });
      previous = end;
    }
    if (tasks.length > 0) this.#edge(previous, to, {});
  }

  #task(task: Task, parent: string, relationType: string, within: readonly string[]): Ends {
    const uid = `${parent}.${task.id}`;
    if (!isFlowable(task.type) || task.type === SUBFLOW || branchesOf(task).length === 0) {
      this.#nodes.push(this.#taskNode(uid, task, relationType));
      return { start: uid, end: uid };
    }
    return this.#cluster(uid, task, within);
  }

  #cluster(uid: string, task: Task, within: readonly string[]): Ends {
    const firstNode = this.#nodes.length;
    const start = this.#technical(`${uid}.root`, 'Root');
    const end = this.#technical(`${uid}.end`, 'End');
    const kind = relationOf(task.type);
    const taskNode = this.#taskNode(uid, task, kind);
    this.#nodes.push(taskNode);
    this.#edge(start, uid, {});
    const parents = [...within, `cluster_${uid}`];
    for (const { tasks, value } of branchesOf(task)) {
      const relation = { relationType: kind, ...(value !== undefined && { value }) };
      if (kind !== 'PARALLEL') this.#branch(tasks, uid, uid, end, relation, 'SEQUENTIAL', parents);
      else for (const one of tasks) this.#branch([one], uid, uid, end, relation, kind, parents);
    }
    const nodes = this.#nodes.slice(firstNode).map((node) => node.uid);
    const cluster = {
      uid: `cluster_${uid}`,
      type: `${HIERARCHIES}.GraphCluster`,
      relationType: kind,
      taskNode,
      finally: { uid: `${task.id}.finally-${newId()}`, type: `${HIERARCHIES}.GraphClusterFinally` },
    };
    this.#clusters.push({ cluster, nodes, parents: within, start, end });
    return { start, end };
  }

  #triggers(root: string): void {
    const triggers = this.#flow.triggers ?? [];
    if (triggers.length === 0) return;
    const firstNode = this.#nodes.length;
    const start = this.#technical('root.Triggers.root', 'Root');
    const end = this.#technical('root.Triggers.end', 'End');
    for (const triggerDeclaration of triggers) {
      const uid = `root.Triggers.${triggerDeclaration.id}`;
      this.#nodes.push({ triggerDeclaration, uid, type: `${HIERARCHIES}.GraphTrigger` });
      this.#edge(start, uid, {});
      this.#edge(uid, end, {});
    }
    this.#edge(end, root, {});
    const nodes = this.#nodes.slice(firstNode).map((node) => node.uid);
    const cluster = { uid: 'cluster_root.Triggers', type: `${HIERARCHIES}.GraphCluster` };
    this.#clusters.push({ cluster, nodes, parents: [], start, end });
  }

  #taskNode(uid: string, task: Task, relationType: string): Node {
    const type = `${HIERARCHIES}.${task.type === SUBFLOW ? 'SubflowGraphTask' : 'GraphTask'}`;
    const branch = ['ERROR', 'FINALLY'].includes(relationType) ? { branchType: relationType } : {};
    const run = this.#execution?.taskRuns.find(({ taskId }) => taskId === task.id);
    const state =
      this.#execution && run ? { taskRun: rawTaskRun(this.#execution, run), values: [] } : undefined;
    const shown = this.#execution ? reducedTask(task) : task;
    return { uid, type, ...branch, task: shown, ...state, relationType };
  }

  #technical(place: string, part: 'Root' | 'End' | 'Finally'): string {
    const uid = `${place}-${newId()}`;
    this.#nodes.push({ uid, type: `${HIERARCHIES}.GraphCluster${part}` });
    return uid;
  }

  #edge(source: string, target: string, relation: Edge['relation']): void {
    this.#edges.push({ source, target, relation });
  }
}

function relationOf(type: string): string {
  if (type === PARALLEL) return 'PARALLEL';
  return type === IF || type === SWITCH ? 'CHOICE' : 'SEQUENTIAL';
}

/** The branches of a flowable task, those of a choice with the value that leads there. */
function branchesOf(task: Task): { tasks: Task[]; value?: string }[] {
  const named = task.type === IF ? ['then', 'else'] : task.type === SWITCH ? ['defaults'] : [];
  const cases = Object.entries((task['cases'] ?? {}) as Record<string, Task[]>);
  return [
    { tasks: tasksIn(task, 'tasks') },
    ...cases.map(([value, tasks]) => ({ tasks, value })),
    ...named.map((value) => ({ tasks: tasksIn(task, value), value })),
  ].filter(({ tasks }) => tasks.length > 0);
}
