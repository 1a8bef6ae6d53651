import * as z from 'zod';
import { unqueueExecution as unqueue, UNQUEUED_STATES } from '../../../operations/unqueue.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const unqueueExecution = defineTool({
  name: 'unqueue_execution',
  group: 'execution',
  title: 'Take an execution out of the queue',
  description:
    'Let a QUEUED execution run past the concurrency limit that holds it (RUNNING), or end it without running (CANCELLED, FAILED).',
  effect: 'trigger',
  stops: ({ state }) => state !== 'RUNNING',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    state: z.enum(UNQUEUED_STATES).default('RUNNING'),
  }),
  output: executionSummary,
  nextCall: {
    not_found: 'Call list_executions with state ["QUEUED"] to see what waits in the queue.',
    conflict: 'Call get_execution to see its state.',
  },
  run: (context, { execution_id, state }) => unqueue(context, { executionId: execution_id, state }),
});
