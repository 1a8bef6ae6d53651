import type { Failure } from '../../shared/failure.ts';
import type { ErrorObject } from '../failureResult.ts';
import { reportOutcomes } from '../outcomes.ts';

/**
 * Outcomes in the shape of Kestra's bulk answers, with the errors of those that were refused. A refusal of the only
 * one is the failure of the whole call.
 */
export function countOutcomes(outcomes: readonly { executionId: string; failure?: Failure }[]): {
  count: number;
  errors?: Record<string, ErrorObject>;
} {
  const errors = reportOutcomes(outcomes, undefined).flatMap(({ executionId, error }) =>
    error === undefined ? [] : [[executionId, error] as const],
  );
  const count = outcomes.length - errors.length;
  return errors.length > 0 ? { count, errors: Object.fromEntries(errors) } : { count };
}
