import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { RELATED_TASK_META_KEY, TaskSchema } from '@modelcontextprotocol/sdk/types.js';
import { getExecution } from '../../operations/findExecution.ts';
import { progressOf } from '../../operations/settle.ts';
import { watchExecution } from '../../operations/watchExecution.ts';
import type { Execution } from '../../model/execution.ts';
import { progressNotifier, type ProgressNotifier } from '../progressNotifier.ts';
import type { Session } from '../session.ts';
import type { BegunTask } from './begunTask.ts';
import { ownTasks, toTask, type TaskReader } from './task.ts';
import { taskOwner } from './taskOwner.ts';
import { isEnd } from './taskStatus.ts';

/** A client that begins tasks and forgets them must not make this server ask Kestra all day. */
const MOST_WATCHED = 50;

type Notify = Pick<Server, 'notification' | 'getClientCapabilities'>;

/**
 * Tells the client that began a task how it goes on: notifications of its status and, where asked for, of its progress.
 * Clients may not rely on them (2025-11-25, tasks), and they end with this server.
 */
export class TaskWatches {
  readonly #session: Pick<Session, 'kestra' | 'redactor' | 'caller'>;
  readonly #server: Notify;
  readonly #closed: AbortSignal;
  #size = 0;

  constructor(session: Pick<Session, 'kestra' | 'redactor' | 'caller'>, server: Notify, closed: AbortSignal) {
    this.#session = session;
    this.#server = server;
    this.#closed = closed;
  }

  watch(begun: BegunTask, progressToken: string | number | undefined): void {
    if (this.#size >= MOST_WATCHED) return;
    this.#size += 1;
    // Whatever keeps it from reading, the client hears it when it asks itself.
    this.#watch(begun, progressToken)
      .catch(() => {})
      .finally(() => (this.#size -= 1));
  }

  async #watch({ task, executionId }: BegunTask, token: string | number | undefined): Promise<void> {
    const { kestra } = this.#session;
    const ended = new AbortController();
    const context = { kestra, signal: AbortSignal.any([this.#closed, ended.signal]) };
    const progress = progressNotifier(token, ({ method, params }) => {
      const _meta = { [RELATED_TASK_META_KEY]: { taskId: task.taskId } };
      return this.#server.notification({ method, params: { ...params, _meta } });
    });
    const tell = (execution: Execution | undefined): void => {
      if (execution === undefined || !this.#tell(task.taskId, execution, progress)) ended.abort();
    };
    const start = await getExecution(context, executionId);
    tell(start);
    await watchExecution(context, start, tell);
    await progress.end();
  }

  /** @returns whether there will be more to tell */
  #tell(taskId: string, execution: Execution, { report }: ProgressNotifier): boolean {
    const own = ownTasks(execution, this.#reader()).find((one) => one.taskId === taskId);
    if (own === undefined) return false;
    const { redactor } = this.#session;
    if (!isEnd(own.status)) report?.(progressOf(execution));
    const params = TaskSchema.parse(redactor.json(toTask(own)));
    this.#server.notification({ method: 'notifications/tasks/status', params }).catch(() => {});
    return !isEnd(own.status);
  }

  #reader(): TaskReader {
    const canBeAsked = this.#server.getClientCapabilities()?.elicitation?.form !== undefined;
    const { kestra, caller } = this.#session;
    return { owner: taskOwner(kestra.connection, caller.subject), canBeAsked };
  }
}
