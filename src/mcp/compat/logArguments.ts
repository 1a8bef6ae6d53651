import * as z from 'zod';
import { LOG_LEVELS } from '../../model/logLevel.ts';
import type { LogNarrowing } from '../../kestra/dialect.ts';
import { integer, text } from './arguments.ts';
import { given } from './shape.ts';

export const minLevel = z.enum(LOG_LEVELS).nullable().default(null).describe('This level and above');

/** What all tools for the log of one execution take. */
export const executionLogArguments = z.strictObject({
  execution_id: text.required('Execution id'),
  min_level: minLevel,
  task_run_id: text.optional('Only of this task run'),
  task_id: text.optional('Only of this task'),
  attempt: integer.optional('Only of this attempt, with task_run_id'),
});

/** A task run is one of its task: where both are given the task says nothing more, and Kestra would take only it. */
export function narrowing(input: z.output<typeof executionLogArguments>): LogNarrowing {
  const taskRunId = given(input.task_run_id);
  return {
    minLevel: given(input.min_level),
    taskRunId,
    taskId: taskRunId === undefined ? given(input.task_id) : undefined,
    attempt: input.attempt ?? undefined,
  };
}
