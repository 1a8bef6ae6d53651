import { TaskSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';

/** What a call that became a task answers at once. */
export const begunTask = z.object({
  task: TaskSchema,
  executionId: z.string(),
  namespace: z.string(),
  flowId: z.string(),
});
export type BegunTask = z.infer<typeof begunTask>;
