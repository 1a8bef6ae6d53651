import { Failure } from '../shared/failure.ts';

/** A deletion, in words for whoever decides about it. */
export interface PlannedDeletion {
  /** Such as `flow company.team.load`. */
  what: string;
  /** What goes along, or breaks, one sentence each. */
  impact: readonly string[];
}

/**
 * Somebody's yes to a deletion. No operation deletes without one, so each caller has to say whose it is.
 *
 * @throws Failure when it is not given; then nothing is deleted
 */
export type Consent = (deletion: PlannedDeletion) => Promise<void>;

/**
 * Holds a deletion to what was agreed to: it may have changed while somebody thought.
 *
 * @param told what the agreement was about, and {@link now} the same as it is at present
 * @throws Failure `conflict`
 */
export function requireUnchanged(what: string, told: unknown, now: unknown): void {
  if (JSON.stringify(told) === JSON.stringify(now)) return;
  throw new Failure('conflict', `The ${what} has changed since it was asked about: nothing was deleted.`, {
    hint: 'Look at it again, then ask again.',
  });
}
