import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  RELATED_TASK_META_KEY,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import * as z from 'zod';
import { elicitationOf } from '../ask/elicitation.ts';
import type { Dispatcher } from '../dispatcher.ts';
import { canAsk, schemaOf, valuesOf } from './pauseForm.ts';
import type { TaskClient } from './taskClient.ts';

type Extra = Pick<RequestHandlerExtra<ServerRequest, ServerNotification>, 'sendRequest'>;

/** The client behind a request about a task. */
export function clientOf(
  server: Pick<Server, 'getClientCapabilities'>,
  tools: Dispatcher,
  { extra, taskId }: { extra: Extra; taskId: string | undefined },
): TaskClient {
  const related = { [RELATED_TASK_META_KEY]: { taskId } };
  const { elicit } = elicitationOf(server.getClientCapabilities(), extra, related);
  return {
    canBeAsked: elicit !== undefined,
    async ask(form, problems, signal) {
      if (elicit === undefined || !canAsk(form)) return { action: 'cancel' };
      const question = form.description ?? `${form.taskId ?? 'The execution'} waits for a decision.`;
      const message = [...problems, question].join('\n');
      const { action, content } = await elicit({ message, requestedSchema: schemaOf(form) }, signal);
      return action === 'accept' ? { action, values: valuesOf(content) } : { action };
    },
    async resume(executionId, values, signal) {
      const args = { execution_ids: [executionId], on_resume: values };
      const outcome = await tools.call({
        name: 'resume_execution',
        args,
        signal,
        progress: () => {},
        elicit,
      });
      return problemsOf(outcome.ok ? outcome.result : { results: [{ error: outcome.error }] });
    },
  };
}

const resumed = z.object({
  results: z.array(z.object({ error: z.object({ code: z.string(), message: z.string() }).optional() })),
});

/** Only what other values would mend: where somebody else was faster there is nothing more to ask. */
function problemsOf(result: unknown): string[] {
  const { results } = resumed.parse(result);
  return results.flatMap(({ error }) => (error?.code === 'INVALID' ? [error.message] : []));
}
