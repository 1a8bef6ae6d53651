import * as z from 'zod';
import { resumeFromBreakpoint as resume } from '../../../operations/resume.ts';
import { args, executionDetails } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const resumeFromBreakpoint = defineTool({
  name: 'resume_from_breakpoint',
  group: 'resume',
  title: 'Resume from a breakpoint',
  description:
    'Continue an execution that is at a BREAKPOINT, to the next breakpoints given here or to its end, and tell where it is then.',
  effect: 'trigger',
  daily: false,
  input: z.strictObject({ execution_id: args.executionId, breakpoints: args.breakpoints.optional() }),
  output: executionDetails,
  nextCall: {
    not_found: 'Call list_executions with state ["BREAKPOINT"] to see what waits.',
    conflict: 'Call get_execution to see its state; resume_execution continues a PAUSED one.',
  },
  run: (context, { execution_id, breakpoints }) =>
    resume(context, { executionId: execution_id, breakpoints }),
});
