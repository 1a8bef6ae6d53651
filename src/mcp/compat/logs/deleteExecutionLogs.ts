import { deleteExecutionLogs as remove } from '../../../operations/deleteLogs.ts';
import { defineCompatTool } from '../compatTool.ts';
import { executionLogArguments, narrowing } from '../logArguments.ts';

export const deleteExecutionLogs = defineCompatTool({
  name: 'delete_execution_logs',
  group: 'logs',
  title: 'Delete logs of an execution',
  description:
    'Delete log lines of an execution for good: all, or those of a task, a task run, or of min_level and above. Tells how many went.',
  effect: 'delete',
  idempotent: true,
  input: executionLogArguments,
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  async run(context, input) {
    const wanted = { executionId: input.execution_id, ...narrowing(input), confirm: context.consent };
    const { lines } = await remove(context, wanted);
    return { status: 'deleted', lines };
  },
});
