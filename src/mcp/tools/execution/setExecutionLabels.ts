import * as z from 'zod';
import { labelExecutions } from '../../../operations/labels.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { args, errorObject } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const nextCall = {
  not_found: 'Call list_executions to find the execution.',
  conflict: 'Wait until it has ended: get_execution tells.',
};

export const setExecutionLabels = defineTool({
  name: 'set_execution_labels',
  group: 'execution',
  title: 'Label executions',
  description:
    'Add, change and remove labels of executions that have ended; their other labels stay. Tells the outcome of each. Kestra takes labels of a running one only when it is started (execute_flow).',
  effect: 'write',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    execution_ids: z.array(args.executionId).min(1).max(50),
    labels: z.record(z.string(), z.string()).optional().describe('To set'),
    remove: z.array(z.string()).optional().describe('Keys'),
  }),
  output: z.object({
    results: z.array(
      z.object({
        executionId: z.string(),
        labelled: z.boolean(),
        labels: z.record(z.string(), z.string()).optional().describe('As they are now'),
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  async run(context, { execution_ids, labels, remove }) {
    const change = { executionIds: execution_ids, set: labels, remove };
    return { results: reportOutcomes(await labelExecutions(context, change), nextCall) };
  },
});
