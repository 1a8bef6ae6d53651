import type { TaskRun } from './execution.ts';
import { durationSeconds } from './duration.ts';
import type { FlowId } from './flow.ts';
import type { State } from './state.ts';

/** Where a task stands beside the flow's ordinary course, in the order in which the branches run. */
export const BRANCHES = ['ERROR', 'FINALLY', 'AFTER_EXECUTION'] as const;
export type GraphBranch = (typeof BRANCHES)[number];

export interface GraphNode {
  /** Unique in the graph. */
  id: string;
  /** `more` stands for several that are not shown one by one. */
  kind: 'task' | 'trigger' | 'more';
  /** Id of the task or trigger in the flow. */
  name: string;
  /** Java class. */
  type?: string | undefined;
  /** The flowable task that it belongs to. */
  parent?: string | undefined;
  branch?: GraphBranch | undefined;
  disabled?: boolean | undefined;
  /** The flow that it runs as a subflow. */
  subflow?: FlowId | undefined;
  /** So many tasks are not shown one by one but by this node. */
  hidden?: number | undefined;
  /** Its task runs in an execution, the gravest state first; absent when it has none. */
  runs?: RunCount[] | undefined;
  /** How long its only task run took, or has taken. */
  seconds?: number | undefined;
}

export interface RunCount {
  state: State;
  count: number;
}

/** An edge to a flowable's own child enters it; one to anything else begins where the flowable has ended. */
export interface GraphEdge {
  from: string;
  to: string;
  /** The case or branch that leads there, such as `then`. */
  label?: string | undefined;
  onError?: boolean | undefined;
}

/** Tasks and triggers of a flow and the order in which they run, without Kestra's technical nodes. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** What a reader looks for first comes first. */
const GRAVITY: readonly State[] = [
  'FAILED',
  'KILLED',
  'CANCELLED',
  'PAUSED',
  'BREAKPOINT',
  'KILLING',
  'RUNNING',
  'RETRYING',
  'RESTARTED',
  'CREATED',
  'SUBMITTED',
  'QUEUED',
  'WARNING',
  'RETRIED',
  'RESUBMITTED',
  'SKIPPED',
  'SUCCESS',
];

/** Whether it failed, waits, runs or warns: what must stay visible in a large graph. */
export function needsAttention({ runs }: GraphNode): boolean {
  const gravest = runs?.[0]?.state;
  return gravest !== undefined && GRAVITY.indexOf(gravest) <= GRAVITY.indexOf('WARNING');
}

/** The graph with the states of an execution's task runs; those of iterations are counted at their task. */
export function withTaskRuns(graph: Graph, taskRuns: readonly TaskRun[]): Graph {
  const byTask = Map.groupBy(taskRuns, ({ taskId }) => taskId);
  const nodes = graph.nodes.map((node) => {
    const own = node.kind === 'task' ? byTask.get(node.name) : undefined;
    if (own === undefined) return node;
    const [only, ...others] = own;
    const seconds = others.length === 0 ? durationSeconds(only?.state.duration) : undefined;
    return {
      ...node,
      runs: countStates(own.map(({ state }) => ({ state: state.current, count: 1 }))),
      seconds,
    };
  });
  return { ...graph, nodes };
}

/** Counts added up by state, the gravest first. */
export function countStates(counts: readonly RunCount[]): RunCount[] {
  const total = new Map<State, number>();
  for (const { state, count } of counts) total.set(state, (total.get(state) ?? 0) + count);
  return GRAVITY.flatMap((state) => {
    const count = total.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}
