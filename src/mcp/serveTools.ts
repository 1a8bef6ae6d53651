import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Failure } from '../shared/failure.ts';
import { lazily } from '../shared/lazily.ts';
import { errorResult, toResult } from './callResult.ts';
import { EditionProbe } from './editionProbe.ts';
import { errorFrom } from './failureResult.ts';
import type { LazySession } from './lazySession.ts';
import type { ListedTool } from './listing.ts';
import type { MissingPage } from './missingPage.ts';
import type { OwnTool } from './ownTool.ts';
import type { Policy } from './policy/access.ts';
import { progressNotifier } from './progressNotifier.ts';
import { invalidParams, RpcError } from './rpcError.ts';
import type { Tasks } from './tasks/serveTasks.ts';

export interface ToolsContext {
  policy: Policy;
  session: LazySession;
  tasks: Tasks;
  own?: OwnTool | undefined;
  /** For what the connection lacks. */
  page?: MissingPage | undefined;
}

/** Answers `tools/list` from the listing, and `tools/call` with a dispatcher that is loaded by the first call. */
export function serveTools(server: Server, { policy, session, tasks, own, page }: ToolsContext): void {
  const probe = new EditionProbe(session, () => server.sendToolListChanged());
  const offer = lazily(() => import('./offer.ts'));
  const elicitation = lazily(() => import('./ask/elicitation.ts'));
  const dispatcher = lazily(async () => {
    const opened = await session();
    const { loadDispatcher } = await import('./dispatcher.ts');
    return loadDispatcher(opened);
  });

  server.setRequestHandler(ListToolsRequestSchema, async () => {
    const { offeredTools, usefulTools } = await offer();
    const allowed = offeredTools(policy);
    probe.lookSoon(() => allowed.some(needsEdition));
    const offered = usefulTools(allowed, probe.found).map(asListed);
    const tools = tasks.isOffered() ? offered : offered.map(({ execution: _execution, ...tool }) => tool);
    return { tools: own === undefined ? tools : [own.listed, ...tools] };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { name, arguments: args, task } = params;
    if (own?.listed.name === name) return toResult({ ok: true, result: own.call(), structured: true });
    const { knownTools, offeredTools } = await offer();
    const known = knownTools(policy).find((tool) => tool.name === name);
    if (known === undefined) {
      await noteUnknown(session, name, args);
      throw invalidParams(`There is no tool '${name}'.`);
    }
    if (page !== undefined && server.getClientCapabilities()?.elicitation?.url !== undefined) {
      const { pageNeeded } = await import('./missingPage.ts');
      throw await pageNeeded(page);
    }
    // Where no tasks are offered, the wish for one is ignored (2025-11-25, tasks).
    if (task !== undefined && tasks.isOffered()) {
      if (known.execution !== undefined) return (await tasks.open()).begin({ name, args }, extra);
      throw new RpcError(ErrorCode.MethodNotFound, `${name} cannot be carried out as a task.`);
    }
    const progress = progressNotifier(extra._meta?.progressToken, (notification) =>
      extra.sendNotification(notification),
    );
    try {
      const opened = await dispatcher();
      const { elicitationOf } = await elicitation();
      const ways = elicitationOf(server.getClientCapabilities(), extra);
      const note = (data: string): void =>
        void server.sendLoggingMessage({ level: 'notice', logger: 'kestra', data }).catch(() => {});
      const { signal } = extra;
      const call = { name, args, signal, progress: progress.report, note, ...ways };
      return toResult(await opened.call(call));
    } catch (error) {
      // Without a connection every tool tells why.
      return errorResult(errorFrom(Failure.from(error)));
    } finally {
      await progress.end();
      // Kestra may not have answered when the tools were listed.
      probe.lookSoon(() => offeredTools(policy).some(needsEdition));
    }
  });
}

function needsEdition({ needs }: ListedTool): boolean {
  return needs !== undefined;
}

async function noteUnknown(session: LazySession, name: string, args: unknown): Promise<void> {
  // Without a connection nothing could be asked of Kestra.
  const opened = await session().catch(() => undefined);
  opened?.audit.unknownTool(name, args);
}

/** What a client is told of a tool. */
function asListed({
  group: _group,
  effect: _effect,
  effectBy: _effectBy,
  daily: _daily,
  needs: _needs,
  ...tool
}: ListedTool) {
  return tool;
}
