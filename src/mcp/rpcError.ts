import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { Failure } from '../shared/failure.ts';
import type { Redactor } from '../shared/redact.ts';
import { errorFrom, redactedError } from './failureResult.ts';
import type { LazySession } from './lazySession.ts';
import type { Session } from './session.ts';

/** Of the specification (2025-11-25, server/resources), where the SDK has no name for it. */
export const RESOURCE_NOT_FOUND = -32002;

/** An error of the protocol itself, whose message goes to the client as it is. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

export function invalidParams(message: string): RpcError {
  return new RpcError(ErrorCode.InvalidParams, message);
}

/**
 * The answer to a request that has no error result of its own: a failure becomes an error of the protocol, with its
 * code and hint as data.
 *
 * @param notFound the code for what does not exist, which differs between resources and prompts
 */
export async function answer<T>(
  session: LazySession,
  notFound: number,
  question: (session: Session) => Promise<T>,
): Promise<T> {
  let redactor: Redactor | undefined;
  try {
    const opened = await session();
    redactor = opened.redactor;
    return await question(opened);
  } catch (error) {
    if (error instanceof RpcError) throw error;
    const failure = Failure.from(error);
    const told = errorFrom(failure);
    const { message, ...data } = redactor === undefined ? told : redactedError(told, redactor);
    throw new RpcError(codeOf(failure, notFound), message, data);
  }
}

function codeOf({ kind }: Failure, notFound: number): number {
  if (kind === 'not_found') return notFound;
  return kind === 'invalid' ? ErrorCode.InvalidParams : ErrorCode.InternalError;
}
