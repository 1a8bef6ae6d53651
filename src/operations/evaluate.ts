import { Failure } from '../shared/failure.ts';
import { secretAccess } from '../model/secretAccess.ts';
import { shorten } from '../model/shorten.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';

export interface ExpressionArguments {
  executionId: string;
  /** The variables of this task run are known too, such as `taskrun.value`. */
  taskRunId?: string | undefined;
  expression: string;
}

const LONGEST_RESULT = 4_000;

/**
 * Renders an expression as a task of the execution would.
 *
 * @throws Failure `invalid` when it cannot be rendered, in Kestra's words; `refused` when it would reveal a secret
 */
export async function evaluateExpression(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { executionId, expression, taskRunId }: ExpressionArguments,
): Promise<{ result: string }> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, executionId);
  const reason = secretAccess(expression, execution.inputs);
  if (reason !== undefined) {
    throw new Failure('refused', `The expression was not rendered. ${reason}.`, {
      hint: 'Leave the secret out of the expression.',
    });
  }
  const { result, error } = await kestra.executions.evaluate(
    executionId,
    { expression, taskRunId },
    { signal },
  );
  if (error !== undefined) {
    throw new Failure('invalid', error, { hint: 'Correct the expression; nothing was changed.' });
  }
  return { result: shorten(result ?? '', LONGEST_RESULT) };
}
