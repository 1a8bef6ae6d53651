import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { LazySession } from '../lazySession.ts';
import type { ListedPrompt } from '../listing.ts';
import type { Policy } from '../policy/access.ts';
import { answer, invalidParams } from '../rpcError.ts';

/** Answers about prompts, their texts with what Kestra says when they are asked for. */
export function servePrompts(
  server: Server,
  { policy, session }: { policy: Policy; session: LazySession },
): void {
  server.setRequestHandler(ListPromptsRequestSchema, async () => {
    const { offeredPrompts } = await import('../offer.ts');
    return { prompts: offeredPrompts(policy).map(asListed) };
  });

  server.setRequestHandler(GetPromptRequestSchema, ({ params }, { signal }) =>
    answer(session, ErrorCode.InvalidParams, async (opened) => {
      const { name, arguments: args = {} } = params;
      const { offeredPrompts } = await import('../offer.ts');
      if (!offeredPrompts(policy).some((prompt) => prompt.name === name))
        throw invalidParams(`There is no prompt '${name}'.`);
      const { getPrompt } = await import('./getPrompt.ts');
      const { description, text } = await opened.audit.reading(`prompts/get ${name}`, args, () =>
        getPrompt(opened, { name, args, signal }),
      );
      return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    }),
  );
}

/** What a client is told of a prompt. */
function asListed({ group: _group, arguments: all, ...prompt }: ListedPrompt) {
  return { ...prompt, arguments: all.map(({ complete: _complete, ...argument }) => argument) };
}
