import { Failure } from '../../shared/failure.ts';
import { presentableRecord } from '../../model/presentable.ts';
import { summarizeExecution } from '../../operations/summary.ts';
import { waitingExecutions } from '../../operations/waiting.ts';
import type { ContextValue } from '../contextKeys.ts';
import { Listeners } from '../listeners.ts';
import type { ExecutionNode, WaitingFlowNode } from './nodes.ts';
import type { ViewSources } from './viewSources.ts';

/** What fits into a row. */
const MOST_INPUT_BYTES = 500;

/** What is known of the waiting executions of one connection. */
export interface WaitingSnapshot {
  /** Absent: there is no connection. */
  connectionId?: string | undefined;
  /** The longest waiting first; absent until they have been read once. */
  executions?: ExecutionNode[] | undefined;
  /** May be more than are listed. */
  total: number;
  /** Milliseconds since 1970 of the last success. */
  readAt?: number | undefined;
  /** Why the last refresh did not work. */
  failure?: Failure | undefined;
}

/** What the view shows instead of rows. */
export type WaitingCondition = ContextValue<'kestraMcp.waiting'>;

/** Keeps the inbox of the active connection; a failed refresh leaves what was there. */
export class WaitingStore {
  readonly #clientOf: ViewSources['clientOf'];
  readonly #report: ViewSources['report'];
  readonly #changes = new Listeners<WaitingSnapshot>();
  #snapshot: WaitingSnapshot = { total: 0 };
  /** Counts up whenever what is being read just now is not wanted any more. */
  #epoch = 0;

  readonly onDidChange = this.#changes.event;

  constructor(clientOf: ViewSources['clientOf'], report: ViewSources['report']) {
    this.#clientOf = clientOf;
    this.#report = report;
  }

  get snapshot(): WaitingSnapshot {
    return this.#snapshot;
  }

  /** Turns to another connection, or to none, and forgets the one before. */
  show(connectionId: string | undefined): void {
    this.#epoch += 1;
    this.#set({ connectionId, total: 0 });
  }

  /** What is being read just now may be old already: it is read again. */
  expire(): void {
    this.#epoch += 1;
  }

  /** Reads again; resolves to whether that worked and never rejects. */
  async refresh(): Promise<boolean> {
    for (;;) {
      const epoch = this.#epoch;
      const { connectionId } = this.#snapshot;
      if (connectionId === undefined) return true;
      const read = await this.#read(connectionId).catch((error: unknown) => Failure.from(error));
      if (epoch === this.#epoch) return this.#take(connectionId, read);
    }
  }

  #take(connectionId: string, read: Omit<WaitingSnapshot, 'connectionId'> | Failure): boolean {
    if (!Failure.is(read)) {
      this.#set({ connectionId, ...read });
      return true;
    }
    // The same again and again would bury the rest of the log.
    if (read.message !== this.#snapshot.failure?.message) this.#report(read, 'Refresh what waits');
    this.#set({ ...this.#snapshot, failure: read });
    return false;
  }

  async #read(connectionId: string): Promise<Omit<WaitingSnapshot, 'connectionId'>> {
    const kestra = await this.#clientOf(connectionId);
    const signal = new AbortController().signal;
    const { executions, total } = await waitingExecutions({ kestra, signal });
    const nodes = executions.map((execution): ExecutionNode => ({
      kind: 'execution',
      id: `waiting/${connectionId}/${execution.id}`,
      connectionId,
      execution: summarizeExecution(execution, kestra.connection),
      inbox: true,
      inputs: presentableRecord(execution.inputs, MOST_INPUT_BYTES),
    }));
    return { executions: nodes, total, readAt: Date.now() };
  }

  #set(snapshot: WaitingSnapshot): void {
    this.#snapshot = snapshot;
    this.#changes.fire(snapshot);
  }
}

export function conditionOf({ connectionId, executions, failure }: WaitingSnapshot): WaitingCondition {
  if (connectionId === undefined) return 'noConnection';
  if (executions !== undefined && executions.length > 0) return 'listed';
  if (Failure.is(failure, 'unreachable', 'interrupted', 'timeout', 'unavailable')) return 'unreachable';
  if (Failure.is(failure, 'unauthenticated', 'forbidden')) return 'refused';
  if (failure !== undefined) return 'failed';
  return executions === undefined ? 'loading' : 'empty';
}

/** The waiting executions by flow, the flow of the longest waiting one first. */
export function groupByFlow(executions: readonly ExecutionNode[]): WaitingFlowNode[] {
  const groups = Map.groupBy(executions, ({ execution: { namespace, flowId } }) => `${namespace}/${flowId}`);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { connectionId, execution } = first;
    const { namespace, flowId } = execution;
    const id = `waiting/${connectionId}/${namespace}/${flowId}`;
    return [{ kind: 'waitingFlow', id, connectionId, namespace, flowId, executions: members }];
  });
}
