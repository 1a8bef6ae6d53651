import type { Failure } from '../shared/failure.ts';

/** Outcomes of a call for several objects; a refusal of the only one is the failure of the whole call. */
export function singleOutcome<T extends object>(
  outcomes: readonly (T | (T & { failure: Failure }))[],
): readonly T[] {
  const [first] = outcomes;
  if (outcomes.length === 1 && first !== undefined && 'failure' in first) throw first.failure;
  return outcomes;
}
