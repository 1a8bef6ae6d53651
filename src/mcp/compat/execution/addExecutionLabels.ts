import * as z from 'zod';
import { setExecutionLabels } from '../../../operations/labels.ts';
import { record, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { textValues, executionAfter } from '../shape.ts';

export const addExecutionLabels = defineCompatTool({
  name: 'add_execution_labels',
  group: 'execution',
  title: 'Add labels to an execution',
  description: 'Add labels to an execution that has ended, or change their values; the others stay.',
  effect: 'write',
  idempotent: true,
  input: z.strictObject({
    execution_id: text.required('Execution id'),
    labels: record.required('e.g. {"team": "data"}'),
  }),
  async run(context, { execution_id, labels }) {
    await setExecutionLabels(context, { executionId: execution_id, set: textValues(labels) });
    return executionAfter(context, execution_id, 'The labels were set');
  },
});
