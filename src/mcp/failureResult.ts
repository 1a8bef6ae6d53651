import type * as z from 'zod';
import type { Failure, FailureKind } from '../shared/failure.ts';
import type { Redactor } from '../shared/redact.ts';
import type { errorObject } from './schemas.ts';

export type ErrorObject = z.infer<typeof errorObject>;

/** Next steps for an agent where neither the tool nor the failure knows a better one. */
const NEXT_STEP: Partial<Readonly<Record<FailureKind, string>>> = {
  unauthenticated: 'Ask the user to correct the credentials of this Kestra connection, then try again.',
  unreachable: 'Call connection_status, and tell the user that Kestra cannot be reached.',
  interrupted: 'Call get_execution or list_executions to see whether it was carried out before trying again.',
  timeout: 'Call get_execution or list_executions to see whether it was carried out before trying again.',
};

/** A failure in the form in which agents get every error: a code to branch on, Kestra's words, the next step. */
export function errorFrom(failure: Failure, nextCall?: Partial<Record<FailureKind, string>>): ErrorObject {
  const { kind, message, status, violations, retryAfterSeconds } = failure;
  return {
    code: kind.toUpperCase(),
    message,
    hint: nextCall?.[kind] ?? NEXT_STEP[kind] ?? failure.hint,
    httpStatus: status,
    violations: violations.length > 0 ? [...violations] : undefined,
    retryAfterSeconds,
  };
}

/** An error as it may leave: Kestra's words, also in what is suggested, are those of others. */
export function redactedError(error: ErrorObject, { text }: Redactor): ErrorObject {
  const { message, hint, violations } = error;
  return {
    ...error,
    message: text(message),
    hint: hint === undefined ? undefined : text(hint),
    violations: violations?.map(text),
  };
}
