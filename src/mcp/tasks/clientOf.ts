import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  RELATED_TASK_META_KEY,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import * as z from 'zod';
import { elicitationOf } from '../ask/elicitation.ts';
import { canBeAsked, formSchema, formValues, isNeeded } from '../ask/formSchema.ts';
import { Failure } from '../../shared/failure.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { ErrorObject } from '../failureResult.ts';
import { errorObject } from '../schemas.ts';
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
      const { fields } = form;
      // What a form must not ask, a secret or a file, is given on Kestra's page or in VS Code's inbox.
      const isBeyondForms = fields.some((field) => isNeeded(field) && !canBeAsked(field));
      if (elicit === undefined || isBeyondForms) return { action: 'cancel' };
      const question = form.description ?? `${form.taskId ?? 'The execution'} waits for a decision.`;
      const message = [...problems, question].join('\n');
      const { action, content } = await elicit({ message, requestedSchema: formSchema(fields) }, signal);
      return action === 'accept' ? { action, values: formValues(fields, content) } : { action };
    },
    async resume(executionId, values, signal) {
      const args = { execution_ids: [executionId], on_resume: values, wait_seconds: 0 };
      const call = { name: 'resume_execution', args, signal, progress: () => {}, elicit };
      for (;;) {
        const outcome = await tools.call(call);
        const error = outcome.ok ? errorIn(outcome.result) : outcome.error;
        if (error?.code === 'INVALID') return [error.message];
        // Where somebody else was faster there is nothing more to do.
        if (error === undefined || error.code === 'CONFLICT') return [];
        if (error.code !== 'RATE_LIMITED') throw new Failure('refused', error.message, { hint: error.hint });
        // What a person has decided is not lost for that.
        await sleep((error.retryAfterSeconds ?? 1) * 1_000, undefined, { signal });
      }
    },
  };
}

const resumed = z.object({ results: z.array(z.object({ error: errorObject.optional() })) });

function errorIn(result: unknown): ErrorObject | undefined {
  return resumed.parse(result).results.find(({ error }) => error !== undefined)?.error;
}
