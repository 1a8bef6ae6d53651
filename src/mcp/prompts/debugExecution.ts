import { Failure } from '../../shared/failure.ts';
import { explainFailure } from '../../operations/explainFailure.ts';
import { inspectExecution } from '../../operations/inspect.ts';
import { required, type Prompt } from './prompt.ts';

export const debugExecution: Prompt = {
  name: 'debug_execution',
  title: 'Debug an execution',
  description: 'Find out why an execution failed or does not go on, and what to do about it',
  group: 'execution',
  arguments: [
    { name: 'execution_id', description: 'Execution id', required: true, complete: 'failedExecution' },
  ],
  steps: [
    {
      text: 'Say in one or two sentences what went wrong and where: the task, and the log line, input or change of the flow that shows it. Quote; do not guess.',
    },
    {
      tool: 'get_execution_logs',
      text: 'If the lines above do not show the cause, read more with get_execution_logs.',
    },
    {
      tool: 'get_flow',
      text: 'If the cause is in the flow, read it with get_flow; the revision that ran may not be the current one.',
    },
    {
      tool: 'validate_flow',
      text: 'Propose the smallest change that removes the cause, and check it with validate_flow.',
    },
    { tool: 'save_flow', text: 'Once I agree, save it with save_flow, based on the revision you read.' },
    {
      tool: 'restart_execution',
      text: "Then, if I want it run again, call restart_execution (from the failed task) or replay_execution (from the start). A waiting one goes on with resume_execution. 'allowed' tells what is possible now.",
    },
  ],
  async prepare(context, args) {
    const executionId = required(args, 'execution_id');
    const facts = await explainFailure(context, executionId).catch((error: unknown) => {
      // It did not fail: then how it is tells why it does not go on.
      if (Failure.is(error, 'conflict')) return inspectExecution(context, executionId);
      throw error;
    });
    return {
      task: `Debug the Kestra execution ${executionId}.`,
      facts: [{ about: 'The execution', content: facts }],
    };
  },
};
