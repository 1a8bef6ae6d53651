import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  RELATED_TASK_META_KEY,
  type CreateTaskResult,
  type Result,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { structuredResult } from '../callResult.ts';
import { Dispatcher } from '../dispatcher.ts';
import { progressNotifier } from '../progressNotifier.ts';
import type { Session } from '../session.ts';
import { CATALOG } from '../tools/catalog.ts';
import { AskedPauses } from './askedPauses.ts';
import { begunTask } from './begunTask.ts';
import { argumentsOf, taskCalls } from './taskCalls.ts';
import { clientOf } from './clientOf.ts';
import { resultOrError } from './taskErrors.ts';
import { parseTaskId } from './taskId.ts';
import { TaskWatches } from './taskWatches.ts';

export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** What the host tells the model while the task goes on (2025-11-25, tasks). */
const IMMEDIATE_RESPONSE = 'io.modelcontextprotocol/model-immediate-response';

/**
 * The tasks of one client. Each is a run of an execution, and all that is said of it is read from Kestra: another
 * server answers for it just as well. Kept here is only what may be lost: who was asked already, and who is told news.
 */
export class TaskServer {
  readonly #server: Server;
  readonly #session: Session;
  readonly #tools: Dispatcher;
  readonly #asked = new AskedPauses();
  readonly #watches: TaskWatches;
  readonly #closed = new AbortController();
  /** Tasks whose pauses are told to a client that does not ask for them. */
  readonly #answering = new Set<string>();

  constructor(server: Server, session: Session) {
    this.#server = server;
    this.#session = session;
    this.#tools = new Dispatcher(CATALOG, session);
    this.#watches = new TaskWatches(session, server, this.#closed.signal);
    const before = server.onclose;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's server has no such thing
    server.onclose = () => {
      before?.();
      this.#closed.abort();
    };
  }

  /** @throws RpcError when nothing was begun */
  async begin({ name, args }: { name: string; args: unknown }, extra: Extra): Promise<CreateTaskResult> {
    const { signal } = extra;
    const outcome = await this.#tools.call({ name, args, signal, progress: () => {}, asTask: true });
    const begun = begunTask.parse(resultOrError(outcome));
    this.#watches.watch(begun, extra._meta?.progressToken);
    const { task, executionId, namespace, flowId } = begun;
    const said = `Execution ${executionId} of ${namespace}.${flowId} has been started and goes on by itself. Its result comes later; get_execution tells its state meanwhile.`;
    return { task, _meta: { [IMMEDIATE_RESPONSE]: said } };
  }

  async get(taskId: string, extra: Extra): Promise<Result> {
    const task = await this.#request('tasks/get', { taskId }, extra);
    // VS Code and FastMCP ask for the result only once the task has ended, and so would never hear the question. Over
    // HTTP the answer to this request has no room for another; over stdio there is one stream for all.
    if (task['status'] === 'input_required' && extra.requestInfo === undefined) this.#answer(taskId, extra);
    return task;
  }

  async result(taskId: string, extra: Extra): Promise<Result> {
    const result = await this.#request('tasks/result', { taskId }, extra);
    return { ...structuredResult(result), _meta: { [RELATED_TASK_META_KEY]: { taskId } } };
  }

  list(cursor: string | undefined, extra: Extra): Promise<Result> {
    return this.#request('tasks/list', { cursor }, extra);
  }

  cancel(taskId: string, extra: Extra): Promise<Result> {
    return this.#request('tasks/cancel', { taskId }, extra);
  }

  async #request(
    name: string,
    { taskId, cursor }: { taskId?: string; cursor?: string | undefined },
    extra: Extra,
  ): Promise<Record<string, unknown>> {
    const args = taskId === undefined ? { cursor } : argumentsOf(parseTaskId(taskId));
    const client = clientOf(this.#server, this.#tools, { extra, taskId });
    const calls = taskCalls({ client, asked: this.#asked, tools: CATALOG });
    const progress = progressNotifier(extra._meta?.progressToken, (sent) => extra.sendNotification(sent));
    const call = { name, args, signal: extra.signal, progress: progress.report };
    const outcome = await new Dispatcher(calls, this.#session).call(call);
    await progress.end();
    return Object(resultOrError(outcome));
  }

  /** Waits for the end in the client's stead, and so asks at each pause. */
  #answer(taskId: string, extra: Extra): void {
    if (this.#answering.has(taskId)) return;
    this.#answering.add(taskId);
    const lasting = { ...extra, signal: this.#closed.signal };
    this.#request('tasks/result', { taskId }, lasting)
      .catch(() => {})
      .finally(() => this.#answering.delete(taskId));
  }
}
