import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CompleteRequestSchema, ErrorCode, type CompleteRequest } from '@modelcontextprotocol/sdk/types.js';
import type { LazySession } from '../lazySession.ts';
import type { LISTING } from '../listing.ts';
import { answer, invalidParams } from '../rpcError.ts';
import type { Completion } from './completion.ts';

const NOTHING = { values: [], total: 0, hasMore: false };

/** Completes the arguments of prompts and the variables of resource templates. */
export function serveCompletions(server: Server, session: LazySession): void {
  server.setRequestHandler(CompleteRequestSchema, ({ params }, { signal }) =>
    answer(session, ErrorCode.InvalidParams, async ({ kestra, redactor }) => {
      const listing = await import('../listing.ts');
      const completion = completionOf(params, listing.LISTING);
      if (completion === undefined) return { completion: NOTHING };
      const { complete } = await import('./complete.ts');
      const { namespace, flow_id: flowId } = params.context?.arguments ?? {};
      const typed = { value: params.argument.value, namespace, flowId };
      const completed = await complete({ kestra, signal }, completion, typed);
      return { completion: { ...completed, values: completed.values.map(redactor.text) } };
    }),
  );
}

/** @returns undefined for an argument that is free text */
function completionOf(
  { ref, argument: { name } }: CompleteRequest['params'],
  { prompts, resources }: typeof LISTING,
): Completion | undefined {
  if (ref.type === 'ref/prompt') {
    const prompt = prompts.find((one) => one.name === ref.name);
    const argument = prompt?.arguments.find((one) => one.name === name);
    if (argument === undefined)
      throw invalidParams(`There is no argument '${name}' of a prompt '${ref.name}'.`);
    return argument.complete;
  }
  const resource = resources.find((one) => one.uriTemplate === ref.uri);
  const completion = resource?.variables[name];
  if (completion === undefined)
    throw invalidParams(`There is no variable '${name}' of a template '${ref.uri}'.`);
  return completion;
}
