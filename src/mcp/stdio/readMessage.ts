import {
  ErrorCode,
  JSONRPCMessageSchema,
  type JSONRPCErrorResponse,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';

/** What a line says: a message, or what is to be answered to something that is none; nothing when neither. */
export interface ReadLine {
  message?: JSONRPCMessage;
  answer?: JSONRPCErrorResponse;
}

/** A byte that is no UTF-8 would become another text without a word, and be saved as that. */
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a line as JSON-RPC 2.0 and MCP have it: batches are no part of MCP since 2025-06-18. */
export function readMessage(line: Buffer): ReadLine {
  let value: unknown;
  try {
    const text = decoder.decode(line);
    if (text.trim() === '') return {};
    value = JSON.parse(text);
  } catch {
    return { answer: rpcError(ErrorCode.ParseError, 'The line is not JSON in UTF-8.') };
  }
  const parsed = JSONRPCMessageSchema.safeParse(value);
  return parsed.success ? { message: parsed.data } : refuse(value);
}

/** An error for the client; without an id where that could not be read, as the protocol has it. */
export function rpcError(code: ErrorCode, message: string, id?: RequestId): JSONRPCErrorResponse {
  return { jsonrpc: '2.0', ...(id === undefined ? {} : { id }), error: { code, message } };
}

function refuse(value: unknown): ReadLine {
  if (Array.isArray(value)) {
    return { answer: rpcError(ErrorCode.InvalidRequest, 'Batches are not supported: one message a line.') };
  }
  const members = new Map<string, unknown>(Object.entries(Object(value)));
  // Neither a notification nor an answer is ever answered, wrong as it may be.
  const isRequest = members.has('id') && !members.has('result') && !members.has('error');
  const isNothing = !members.has('method') && !members.has('result') && !members.has('error');
  if (!isRequest && !isNothing) return {};
  return {
    answer: rpcError(ErrorCode.InvalidRequest, 'This is no request of JSON-RPC 2.0.', idOf(members)),
  };
}

function idOf(members: ReadonlyMap<string, unknown>): RequestId | undefined {
  const id = members.get('id');
  return typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id)) ? id : undefined;
}
