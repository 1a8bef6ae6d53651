import * as z from 'zod';
import { evaluateExpression as evaluate } from '../../../operations/evaluate.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const evaluateExpression = defineTool({
  name: 'evaluate_expression',
  group: 'debug',
  title: 'Evaluate an expression',
  description:
    'Render a Pebble expression with the variables of an execution, such as {{ outputs.load.uri }}, to see what a task would get. With task_run_id also those of that task run. Expressions that read secrets are refused.',
  effect: 'admin',
  daily: false,
  idempotent: true,
  destructive: false,
  input: z.strictObject({
    execution_id: args.executionId,
    expression: z.string().min(1).max(4_000),
    task_run_id: z.string().optional(),
  }),
  output: z.object({ result: z.string() }),
  nextCall: {
    not_found: 'Call get_execution for its task runs, or list_executions to find the execution.',
    invalid: 'Call get_execution_outputs to see which outputs there are, then try again.',
  },
  run: (context, { execution_id, expression, task_run_id }) =>
    evaluate(context, { executionId: execution_id, expression, taskRunId: task_run_id }),
});
