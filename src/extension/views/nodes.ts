import type { Failure } from '../../shared/failure.ts';
import type { StateTimeline, TaskRun } from '../../model/execution.ts';
import type { NamespaceBranch } from '../../model/namespaceTree.ts';
import type { TriggerState } from '../../model/trigger.ts';
import type { LastExecution } from '../../operations/lastExecutions.ts';
import type { FlowSummary } from '../../operations/list.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import type { WaitingQuestion } from '../../operations/waitingQuestion.ts';

/** What the trees are made of. Ids stay the same over refreshes, so that VS Code keeps what is open and selected. */
interface NodeBase {
  id: string;
  connectionId: string;
}

export interface ConnectionNode extends NodeBase {
  kind: 'connection';
  name: string;
  /** Address and tenant. */
  place: string;
  /** The palette uses it. */
  active: boolean;
  /** There is no other, so that nobody asks which one is in use. */
  alone: boolean;
  production: boolean;
  /** A colour of the theme that the user has chosen. */
  colour?: string | undefined;
}

export interface NamespaceNode extends NodeBase {
  kind: 'namespace';
  /** The whole name. */
  namespace: string;
  /** What is left of the name below its parent. */
  label: string;
  hasFlows: boolean;
  below: readonly NamespaceBranch[];
}

/** What a namespace holds beside its flows. */
export const GROUPS = ['triggers', 'kv', 'files'] as const;
export type Group = (typeof GROUPS)[number];

export interface GroupNode extends NodeBase {
  kind: 'group';
  group: Group;
  namespace: string;
  /** How many rows lie below; told once they were read, since asking for all would be a request for each group. */
  count?: number | undefined;
}

export interface FlowNode extends NodeBase {
  kind: 'flow';
  flow: FlowSummary;
  /** The user is notified when one of its executions waits or fails. */
  watched?: boolean;
  /** Told once they are known: how it went last, and when a trigger fires next (an ISO instant). */
  last?: LastExecution | undefined;
  next?: string | undefined;
}

export interface ExecutionNode extends NodeBase {
  kind: 'execution';
  execution: ExecutionSummary;
  /** In the inbox the row tells how long it waits, elsewhere its state. */
  inbox: boolean;
  /** The inputs it was started with, where the list told them. */
  inputs?: Record<string, unknown> | undefined;
  /** Who or what started it, where Kestra says so. */
  startedBy?: string | undefined;
  /** Why it waits, once that is known. */
  question?: WaitingQuestion | undefined;
}

/** A flow of which executions wait. */
export interface WaitingFlowNode extends NodeBase {
  kind: 'waitingFlow';
  namespace: string;
  flowId: string;
  executions: ExecutionNode[];
  /** Told where there are several. */
  connection?: { name: string; production: boolean } | undefined;
}

/** A task run below its execution. */
export interface TaskRunNode extends NodeBase {
  kind: 'taskRun';
  flowId: string;
  taskRun: Pick<TaskRun, 'id' | 'taskId' | 'value' | 'attempts' | 'state'>;
  nested: TaskRunNode[];
  /** The execution that a Subflow task started, once it is known. */
  started?: ExecutionSummary | undefined;
}

export interface AttemptNode extends NodeBase {
  kind: 'attempt';
  /** Counted from 1. */
  number: number;
  taskId: string;
  state: StateTimeline;
}

export interface TriggerNode extends NodeBase {
  kind: 'trigger';
  trigger: TriggerState;
}

export interface KvNode extends NodeBase {
  kind: 'kv';
  namespace: string;
  key: string;
  description?: string | undefined;
  expires?: string | undefined;
}

export interface DirectoryNode extends NodeBase {
  kind: 'directory';
  namespace: string;
  path: string;
}

export interface FileNode extends NodeBase {
  kind: 'file';
  namespace: string;
  path: string;
  /** Bytes. */
  size?: number | undefined;
}

/** Stands for the rest of a long level. */
export interface MoreNode extends NodeBase {
  kind: 'more';
  parent: LevelNode;
  shown: number;
  total: number;
}

/** Stands where a level could not be read. */
export interface FailureNode extends NodeBase {
  kind: 'failure';
  failure: Failure;
}

/** Stands where a level is empty. */
export interface NothingNode extends NodeBase {
  kind: 'nothing';
  text: string;
}

/** A node with a level below it that the explorer opens. */
export type LevelNode =
  | ConnectionNode
  | NamespaceNode
  | FlowNode
  | ExecutionNode
  | TaskRunNode
  | GroupNode
  | DirectoryNode;

export type TreeNode =
  | LevelNode
  | WaitingFlowNode
  | AttemptNode
  | TriggerNode
  | KvNode
  | FileNode
  | MoreNode
  | FailureNode
  | NothingNode;

const LEVELS: readonly TreeNode['kind'][] = [
  'connection',
  'namespace',
  'flow',
  'execution',
  'taskRun',
  'group',
  'directory',
];

export function isLevel(node: TreeNode): node is LevelNode {
  return LEVELS.includes(node.kind);
}
