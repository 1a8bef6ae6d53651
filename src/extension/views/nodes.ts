import type { Failure } from '../../shared/failure.ts';
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
}

export interface NamespaceNode extends NodeBase {
  kind: 'namespace';
  namespace: string;
}

export interface FlowNode extends NodeBase {
  kind: 'flow';
  flow: FlowSummary;
  /** The user is notified when one of its executions waits or fails. */
  watched?: boolean;
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

/** A node that is opened by a request. */
export type LevelNode = ConnectionNode | NamespaceNode | FlowNode;

export type TreeNode = LevelNode | ExecutionNode | WaitingFlowNode | MoreNode | FailureNode | NothingNode;
