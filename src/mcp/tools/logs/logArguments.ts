import * as z from 'zod';
import { LOG_LEVELS } from '../../../model/logLevel.ts';

/** What the lines of one execution are narrowed to. */
export const narrowing = {
  min_level: z.enum(LOG_LEVELS).optional(),
  task_id: z.string().optional(),
  task_run_id: z.string().optional(),
  attempt: z.int().min(0).optional().describe('With task_run_id'),
};

/** The same as operations take it. */
export function narrowingOf(input: z.output<z.ZodObject<typeof narrowing>>) {
  return {
    minLevel: input.min_level,
    taskId: input.task_id,
    taskRunId: input.task_run_id,
    attempt: input.attempt,
  };
}

const count = z.number().optional();

export const deletedLogs = z.object({
  deleted: z.boolean(),
  lines: z.number(),
  byLevel: z.object({ TRACE: count, DEBUG: count, INFO: count, WARN: count, ERROR: count }),
  oldest: z.string().optional(),
  newest: z.string().optional(),
  left: count.describe('Lines that are there all the same: the execution goes on writing'),
});
