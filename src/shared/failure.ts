import { say, type Words } from './told.ts';

/** Why something did not happen. Code decides by kind, never by message text. */
export type FailureKind =
  | 'invalid' // the request itself is wrong: fix the arguments
  | 'unauthenticated' // credentials missing or refused
  | 'forbidden' // signed in, but without the right
  | 'not_found'
  | 'conflict' // the object is in a state that does not allow it
  | 'refused' // our own policy said no; Kestra was not asked
  | 'unreachable' // no connection could be made: nothing happened
  | 'interrupted' // the connection broke while Kestra may have been working: outcome unknown
  | 'timeout' // no answer within the deadline: outcome unknown
  | 'cancelled' // the caller gave up
  | 'rate_limited'
  | 'unavailable' // Kestra answers, but cannot serve now (502, 503, 504)
  | 'unexpected'; // Kestra failed, or answered something that is not its API

/** Which guard rail said no. */
export type Denial = 'access' | 'scope' | 'rate' | 'unconfirmed' | 'audit';

export interface FailureDetails {
  /** What to do next, in one sentence that holds for a person and for an agent. */
  hint?: Words | undefined;
  /** HTTP status of Kestra's answer. */
  status?: number | undefined;
  /** Kestra's single violations, one per entry. */
  violations?: readonly string[] | undefined;
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number | undefined;
  /** The guard rail, for a call that one of ours denied. */
  denied?: Denial | undefined;
  cause?: unknown;
}

/**
 * The one error type of this project: a sentence that says what happened in Kestra's own words,
 * a kind to decide by, and a hint for what to do next.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly hint: string | undefined;
  /** Message and hint for those who read them in another language than English. */
  readonly words: { readonly message: Words; readonly hint: Words | undefined };
  readonly status: number | undefined;
  readonly violations: readonly string[];
  readonly retryAfterSeconds: number | undefined;
  readonly denied: Denial | undefined;

  constructor(kind: FailureKind, message: Words, details: FailureDetails = {}) {
    super(say(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.hint = details.hint === undefined ? undefined : say(details.hint);
    this.words = { message, hint: details.hint };
    this.status = details.status;
    this.violations = details.violations ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.denied = details.denied;
  }

  /** The same failure with another message or hint; kind, status and violations stay. */
  with(change: { message?: Words; hint?: Words }): Failure {
    return new Failure(this.kind, change.message ?? this.words.message, {
      hint: change.hint ?? this.words.hint,
      status: this.status,
      violations: this.violations,
      retryAfterSeconds: this.retryAfterSeconds,
      denied: this.denied,
      cause: this.cause,
    });
  }

  static is(error: unknown, ...kinds: FailureKind[]): error is Failure {
    return error instanceof Failure && (kinds.length === 0 || kinds.includes(error.kind));
  }

  /** Any thrown value as a Failure, so that callers handle one type. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new Failure('unexpected', message, { cause: error });
  }
}
