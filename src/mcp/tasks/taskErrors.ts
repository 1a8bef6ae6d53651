import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import type { FailureKind } from '../../shared/failure.ts';
import { RpcError } from '../rpcError.ts';
import type { ToolOutcome } from '../toolOutcome.ts';

/** What is wrong with the request itself: a task that there is not, one that has ended, one that must not be touched. */
const OF_THE_REQUEST: readonly FailureKind[] = ['invalid', 'not_found', 'conflict', 'refused', 'forbidden'];

/** The result of a call, where the protocol has no room for an error result: an error says the same as its data. */
export function resultOrError(outcome: ToolOutcome): unknown {
  if (outcome.ok) return outcome.result;
  const { message, ...data } = outcome.error;
  const isOfRequest = OF_THE_REQUEST.includes(outcome.failure.kind);
  const code = isOfRequest ? ErrorCode.InvalidParams : ErrorCode.InternalError;
  // Clients show nothing but the message.
  throw new RpcError(code, [message, data.hint].filter(Boolean).join(' '), data);
}
