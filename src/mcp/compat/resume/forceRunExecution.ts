import * as z from 'zod';
import { getExecution } from '../../../operations/findExecution.ts';
import { forceRunExecution as forceRun } from '../../../operations/forceRun.ts';
import { resumeExecution } from '../../../operations/resume.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { executionAfter } from '../shape.ts';

export const forceRunExecution = defineCompatTool({
  name: 'force_run_execution',
  group: 'resume',
  title: 'Force an execution to run',
  description:
    'Run an execution that is stuck in CREATED, QUEUED or RESTARTED, past its concurrency limit. A PAUSED one is resumed with the defaults of its pause.',
  effect: 'trigger',
  input: z.strictObject({ execution_id: text.required('Execution id') }),
  async run(context, { execution_id }) {
    const { state } = await getExecution(context, execution_id);
    // Forced to run, it would go on without what its pause asks for, not even with the defaults.
    if (state.current === 'PAUSED') await resumeExecution(context, { executionId: execution_id, inputs: {} });
    else await forceRun(context, execution_id);
    return executionAfter(context, execution_id, `Execution ${execution_id} was forced to run`);
  },
});
