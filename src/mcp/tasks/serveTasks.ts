import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CancelTaskRequestSchema,
  ErrorCode,
  GetTaskPayloadRequestSchema,
  GetTaskRequestSchema,
  ListTasksRequestSchema,
  type Result,
} from '@modelcontextprotocol/sdk/types.js';
import type { LazySession } from '../lazySession.ts';
import type { Policy } from '../policy/access.ts';
import { answer, RpcError } from '../rpcError.ts';
import { allowsTasks, offersTasks } from './offersTasks.ts';
import type { Extra, TaskServer } from './taskServer.ts';

/** Tasks as the other handlers see them. */
export interface Tasks {
  /** Whether this client was told of them. */
  isOffered(): boolean;
  /** @throws RpcError when there is no connection */
  open(): Promise<TaskServer>;
}

/** Answers about tasks with what is loaded by the first of them. */
export function serveTasks(
  server: Server,
  { policy, session }: { policy: Policy; session: LazySession },
): Tasks {
  let loaded: Promise<TaskServer> | undefined;
  const load = async (): Promise<TaskServer> => {
    const opened = await answer(session, ErrorCode.InvalidParams, async (one) => one);
    const { TaskServer: Loaded } = await import('./taskServer.ts');
    return new Loaded(server, opened);
  };
  const tasks: Tasks = {
    isOffered: () => offersTasks(policy, server.getClientVersion()),
    open() {
      loaded ??= load();
      loaded.catch(() => (loaded = undefined));
      return loaded;
    },
  };
  if (allowsTasks(policy)) handleRequests(server, tasks);
  return tasks;
}

function handleRequests(server: Server, tasks: Tasks): void {
  const opened = async (): Promise<TaskServer> => {
    if (tasks.isOffered()) return tasks.open();
    throw new RpcError(ErrorCode.MethodNotFound, 'This client was offered no tasks.');
  };
  server.setRequestHandler(GetTaskRequestSchema, async ({ params }, extra: Extra): Promise<Result> =>
    (await opened()).get(params.taskId, extra),
  );
  server.setRequestHandler(GetTaskPayloadRequestSchema, async ({ params }, extra: Extra): Promise<Result> =>
    (await opened()).result(params.taskId, extra),
  );
  server.setRequestHandler(ListTasksRequestSchema, async ({ params }, extra: Extra): Promise<Result> =>
    (await opened()).list(params?.cursor, extra),
  );
  server.setRequestHandler(CancelTaskRequestSchema, async ({ params }, extra: Extra): Promise<Result> =>
    (await opened()).cancel(params.taskId, extra),
  );
}
