import type { ExecutionAction } from '../model/action.ts';
import type { Graph } from '../model/graph.ts';
import type { LogLevel } from '../model/logLevel.ts';
import type { State } from '../model/state.ts';

/** What happened from one instant to another, in milliseconds since 1970; without an end it goes on. */
export interface Span {
  state: State;
  start?: number | undefined;
  end?: number | undefined;
}

export interface ShownTaskRun extends Span {
  id: string;
  taskId: string;
  /** The task run that it is nested in. */
  parent?: string | undefined;
  /** Value of its iteration. */
  value?: string | undefined;
  attempts: Span[];
}

/** Why an execution waits. */
export interface ShownQuestion {
  taskId?: string | undefined;
  description?: string | undefined;
  /** Milliseconds since 1970. */
  deadline?: number | undefined;
}

/** An execution without its task runs. */
export interface ShownExecution extends Span {
  id: string;
  namespace: string;
  flowId: string;
  revision?: number | undefined;
  labels: [key: string, value: string][];
  startedBy?: string | undefined;
  /** The execution that started this one. */
  parent?: string | undefined;
  /** The execution that this one repeats. */
  original?: string | undefined;
  /** Since when it is in its state. */
  since?: number | undefined;
  hasEnded: boolean;
  isWaiting: boolean;
  allowed: ExecutionAction[];
  question?: ShownQuestion | undefined;
  inputs?: Record<string, unknown> | undefined;
  /** Told where there are several. */
  connection?: { name: string; production: boolean } | undefined;
}

export interface ShownLine {
  /** ISO instant. */
  time: string;
  level: LogLevel;
  taskId?: string | undefined;
  taskRunId?: string | undefined;
  message: string;
}

export interface ShownFile {
  uri: string;
  bytes?: number | undefined;
}

export interface ShownOutputs {
  outputs?: Record<string, unknown> | undefined;
  taskRuns: { taskRunId: string; taskId: string; value?: string | undefined; outputs: unknown }[];
  total: number;
  nextCursor?: string | undefined;
  files: ShownFile[];
  filesOmitted?: number | undefined;
}

export interface ShownPreview {
  bytes: number;
  kind: 'rows' | 'text' | 'binary';
  rows?: unknown[] | undefined;
  text?: string | undefined;
  truncated: boolean;
}

/** How fresh the view is. `stale` is tried again by itself, `failed` is not. */
export type Freshness =
  | { condition: 'loading' | 'live' | 'ended' }
  | { condition: 'stale'; message: string; since?: number | undefined }
  | { condition: 'failed'; message: string; since?: number | undefined; remedy?: Remedy | undefined };

/** What a person can do so that a view that failed can be read after all. */
export type Remedy = 'addConnection' | 'editConnection';

/** What the extension tells the view. */
export type HostMessage =
  /** Task runs that are new or have changed; all of them, and nothing known before, with `reset`. */
  | { type: 'execution'; execution: ShownExecution; taskRuns: ShownTaskRun[]; reset: boolean }
  /** Lines that were not told before; nothing known before with `reset`. */
  | { type: 'logs'; lines: ShownLine[]; reset: boolean }
  | { type: 'freshness'; freshness: Freshness }
  | { type: 'graph'; graph?: Graph | undefined; failure?: string | undefined }
  | {
      type: 'outputs';
      outputs?: ShownOutputs | undefined;
      cursor?: string | undefined;
      failure?: string | undefined;
    }
  | { type: 'preview'; uri: string; preview?: ShownPreview | undefined; failure?: string | undefined };

/** What a person can do beside the actions on the execution. */
export const VIEW_COMMANDS = [
  'openInKestra',
  'openParent',
  'openOriginal',
  'copyId',
  'showLogs',
  'explain',
  'refresh',
  'addConnection',
  'editConnection',
] as const;
export type ViewCommand = (typeof VIEW_COMMANDS)[number];

/** What the view tells the extension. */
export type ViewMessage =
  | { type: 'ready' }
  | { type: 'act'; action: ExecutionAction }
  | { type: 'command'; command: ViewCommand }
  | { type: 'wantGraph' }
  | { type: 'wantOutputs'; cursor?: string | undefined }
  | { type: 'wantPreview'; uri: string };

/** What the view keeps over a reload of the window. */
export interface KeptState {
  connectionId: string;
  executionId: string;
  /** Of the connection: one that was removed and added again has another id. */
  baseUrl?: string | undefined;
  tenant?: string | undefined;
}

const OBJECT_OF: Readonly<Record<HostMessage['type'], readonly string[]>> = {
  execution: ['execution', 'taskRuns'],
  logs: ['lines'],
  freshness: ['freshness'],
  graph: [],
  outputs: [],
  preview: [],
};

/** Whether something posted to the view's window comes from the extension: other code may post there as well. */
export function isHostMessage(value: unknown): value is HostMessage {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  const members = Object.entries(OBJECT_OF).find(([type]) => type === value['type'])?.[1];
  return (
    members !== undefined && members.every((name) => typeof value[name] === 'object' && value[name] !== null)
  );
}

export function isKeptState(value: unknown): value is KeptState {
  return (
    isRecord(value) && typeof value['connectionId'] === 'string' && typeof value['executionId'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
