import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { Failure } from '../shared/failure.ts';
import type { Dispatcher } from './dispatcher.ts';
import { errorFrom, type ErrorObject } from './failureResult.ts';
import type { LazySession } from './lazySession.ts';
import type { ListedTool } from './listing.ts';
import type { Policy } from './policy/access.ts';
import { progressNotifier } from './progressNotifier.ts';
import { invalidParams } from './rpcError.ts';
import type { ToolOutcome } from './toolOutcome.ts';

/** Answers `tools/list` from the listing, and `tools/call` with a dispatcher that is loaded by the first call. */
export function serveTools(
  server: Server,
  { policy, session }: { policy: Policy; session: LazySession },
): void {
  let dispatcher: Promise<Dispatcher> | undefined;
  const load = async (): Promise<Dispatcher> => {
    const opened = await session();
    const { loadDispatcher } = await import('./dispatcher.ts');
    return loadDispatcher(opened);
  };

  server.setRequestHandler(ListToolsRequestSchema, async () => {
    const { offeredTools } = await import('./offer.ts');
    return { tools: offeredTools(policy).map(asListed) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    const { name, arguments: args } = params;
    const { knownTools } = await import('./offer.ts');
    if (!knownTools(policy).some((tool) => tool.name === name))
      throw invalidParams(`There is no tool '${name}'.`);
    const progress = progressNotifier(extra._meta?.progressToken, (notification) =>
      extra.sendNotification(notification),
    );
    try {
      dispatcher ??= load();
      const { elicitationOf } = await import('./ask/elicitation.ts');
      const { elicit } = elicitationOf(server.getClientCapabilities(), extra);
      return toResult(await (await dispatcher).call({ name, args, signal: extra.signal, progress, elicit }));
    } catch (error) {
      // Without a connection every tool tells why.
      return errorResult(errorFrom(Failure.from(error)));
    }
  });
}

/** What a client is told of a tool. */
function asListed({
  group: _group,
  effect: _effect,
  effectBy: _effectBy,
  daily: _daily,
  ...tool
}: ListedTool) {
  return tool;
}

/** The same object for programs and as text for clients that know no structured content. */
function toResult(outcome: ToolOutcome): CallToolResult {
  if (!outcome.ok) return errorResult(outcome.error);
  const { result, structured } = outcome;
  const content: CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(result) }];
  return structured ? { content, structuredContent: Object(result) } : { content };
}

function errorResult(error: ErrorObject): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(error) }] };
}
