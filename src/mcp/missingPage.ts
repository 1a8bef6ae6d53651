import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { RpcError } from './rpcError.ts';

/** Opens a page at which the person at the client gives what the server lacks to serve them. */
export type MissingPage = () => Promise<{ id: string; url: string; message: string }>;

/** The answer to a call that cannot be carried out before somebody was at a page (MCP 2025-11-25, elicitation). */
export async function pageNeeded(open: MissingPage): Promise<RpcError> {
  const { id: elicitationId, url, message } = await open();
  const elicitations = [{ mode: 'url', elicitationId, url, message }];
  return new RpcError(ErrorCode.UrlElicitationRequired, message, { elicitations });
}
