import type { Failure } from '../shared/failure.ts';
import { errorFrom, type ErrorObject } from './failureResult.ts';
import type { AnyTool } from './tool.ts';

/** An outcome as the agent reads it. */
type Reported<Outcome> = Omit<Outcome, 'failure'> & { error?: ErrorObject };

/**
 * Outcomes of a call for several objects, refusals as error objects. A refusal of the only one is the failure of the
 * whole call.
 */
export function reportOutcomes<Outcome extends object>(
  outcomes: readonly Outcome[],
  nextCall: AnyTool['nextCall'],
): Reported<Outcome>[] {
  const isRefused = (outcome: Outcome): outcome is Outcome & { failure: Failure } => 'failure' in outcome;
  const [first] = outcomes;
  if (outcomes.length === 1 && first !== undefined && isRefused(first)) throw first.failure;
  return outcomes.map((outcome): Reported<Outcome> => {
    if (!isRefused(outcome)) return outcome;
    const { failure, ...rest } = outcome;
    return { ...rest, error: errorFrom(failure, nextCall) };
  });
}
