import * as z from 'zod';
import { setExecutionLabels as setLabels } from '../../../operations/labels.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const setExecutionLabels = defineTool({
  name: 'set_execution_labels',
  group: 'execution',
  title: 'Label an execution',
  description:
    'Add, change and remove labels of an execution that has ended; the other labels stay. Kestra takes labels of a running one only when it is started (execute_flow).',
  effect: 'write',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    execution_id: args.executionId,
    labels: z.record(z.string(), z.string()).optional().describe('To set'),
    remove: z.array(z.string()).optional().describe('Keys'),
  }),
  output: executionSummary,
  nextCall: {
    not_found: 'Call list_executions to find the execution.',
    conflict: 'Wait until it has ended: get_execution tells.',
  },
  run: (context, { execution_id, labels, remove }) =>
    setLabels(context, { executionId: execution_id, set: labels, remove }),
});
