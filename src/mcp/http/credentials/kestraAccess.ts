import type { Connection } from '../../../shared/connection.ts';
import { Failure } from '../../../shared/failure.ts';
import type { Principal } from '../principal.ts';
import type { Credentials } from './credentials.ts';

/** With which credentials somebody's calls reach Kestra, or why they cannot. */
export type KestraAccess = { connection: Connection } | { failure: Failure };

export interface KestraCredentials {
  /** `shared`: one service account for all; `own`: each person's token. */
  readonly kind: 'shared' | 'own';
  of(principal: Principal): Promise<KestraAccess>;
}

/** Everybody's calls are those of one service account; roles decide who may do what. */
export function sharedCredentials(connection: Connection): KestraCredentials {
  const access: KestraAccess = { connection };
  return { kind: 'shared', of: () => Promise.resolve(access) };
}

/**
 * Everybody calls Kestra with their own token, so that Kestra's own rights and its audit log count.
 *
 * @param how says how somebody gets their token here
 * @param broken hears of records that were tampered with
 */
export function ownCredentials(
  connection: Connection,
  credentials: Credentials,
  how: string,
  broken: (principal: Principal, why: Failure) => void,
): KestraCredentials {
  return {
    kind: 'own',
    of: async (principal) => {
      try {
        const token = await credentials.get(principal);
        if (token !== undefined) return { connection: { ...connection, auth: { kind: 'token', token } } };
      } catch (error) {
        const failure = unreadable(error);
        if (failure.kind === 'invalid') broken(principal, failure);
        return { failure };
      }
      return {
        failure: new Failure('forbidden', 'You have no Kestra token on this server yet.', {
          hint: how,
        }),
      };
    },
  };
}

/** Nobody can tell now; what was known before still holds. */
export function isUnknown(access: KestraAccess): boolean {
  return 'failure' in access && access.failure.kind === 'unavailable';
}

function unreadable(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('unavailable', 'Your Kestra token cannot be read: the server’s store does not answer.', {
    hint: 'Try again in a minute.',
    cause: error,
  });
}

/** Whether a session that was opened with one still fits the other. */
export function isSameAccess(one: KestraAccess, other: KestraAccess): boolean {
  if ('failure' in one || 'failure' in other) return 'failure' in one && 'failure' in other;
  return JSON.stringify(one.connection.auth) === JSON.stringify(other.connection.auth);
}
