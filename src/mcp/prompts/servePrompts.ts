import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { LazySession } from '../lazySession.ts';
import { LISTING } from '../listing.ts';
import { isGroupOn, type Policy } from '../policy/access.ts';
import { isCompatible } from '../policy/toolset.ts';
import { answer, invalidParams } from '../rpcError.ts';

/** Answers about prompts: their list from the listing, their texts with what Kestra says when they are asked for. */
export function servePrompts(
  server: Server,
  { policy, session }: { policy: Policy; session: LazySession },
): void {
  // The prompts name our tools, which are not there beside the official server's.
  const offered = isCompatible(policy) ? [] : LISTING.prompts.filter(({ group }) => isGroupOn(group, policy));
  const prompts = offered.map(({ group: _group, arguments: all, ...prompt }) => ({
    ...prompt,
    arguments: all.map(({ complete: _complete, ...argument }) => argument),
  }));
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts }));

  server.setRequestHandler(GetPromptRequestSchema, ({ params }, { signal }) =>
    answer(session, ErrorCode.InvalidParams, async (opened) => {
      const { name, arguments: args = {} } = params;
      if (!offered.some((prompt) => prompt.name === name))
        throw invalidParams(`There is no prompt '${name}'.`);
      const { getPrompt } = await import('./getPrompt.ts');
      const { description, text } = await getPrompt(opened, { name, args, signal, tools: LISTING.tools });
      return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    }),
  );
}
