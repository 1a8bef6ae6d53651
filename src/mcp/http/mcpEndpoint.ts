import type { IncomingMessage, ServerResponse } from 'node:http';
import { requireScope } from './auth/requiredScope.ts';
import type { Policy } from '../policy/access.ts';
import { policyOf } from './policyOf.ts';
import type { Refusals } from './audit/refusals.ts';
import { principalKey, type Principal } from './principal.ts';
import { UNSUPPORTED_VERSION, unsupportedVersion } from './protocolVersion.ts';
import { readJson } from './readBody.ts';
import type { HttpSession } from './session/httpSession.ts';
import type { Sessions } from './session/sessions.ts';
import { sendJson, sendRpcError } from './sendJson.ts';

/** JSON-RPC codes that Streamable HTTP servers use beside the standard ones. */
const SESSION_NOT_FOUND = -32_001;
const BAD_REQUEST = -32_000;

export interface EndpointParts {
  sessions: Sessions;
  /** Of a request, in bytes. */
  bodyLimit: number;
  /** The server's own settings. */
  policy: Policy;
  /** What a challenge tells besides what is missing. */
  challenge: Readonly<Record<string, string>>;
  refusals: Refusals;
}

/** `/mcp`: finds or begins the session of a request and lets it answer. */
export class McpEndpoint {
  readonly #parts: EndpointParts;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
  }

  /** @throws WrongBody; Unauthorized 403 for a token whose scopes do not suffice */
  async handle(request: IncomingMessage, response: ServerResponse, principal: Principal): Promise<void> {
    const { sessions, bodyLimit, policy, challenge, refusals } = this.#parts;
    const body = request.method === 'POST' ? await readJson(request, bodyLimit) : undefined;
    requireScope(body, { principal, policy: policyOf(principal, policy), challenge });
    const unsupported = unsupportedVersion(request, body);
    if (unsupported !== undefined) {
      const { id: requestId, data } = unsupported;
      const error = { code: UNSUPPORTED_VERSION, message: `MCP ${data.requested} is not spoken here.`, data };
      sendJson(response, 400, { jsonrpc: '2.0', id: requestId, error });
      return;
    }
    const id = sessionIdOf(request);
    if (id === undefined) {
      const initialize = initializeParams(body);
      if (initialize === undefined) {
        sendRpcError(
          response,
          400,
          BAD_REQUEST,
          'The header Mcp-Session-Id is missing; begin with initialize.',
        );
        return;
      }
      const session = await sessions.begin(principal, initialize);
      await session.handle(request, response, body);
      return;
    }
    const session = await sessions.find(id, principal);
    if (session === undefined) {
      const who = principalKey(principal);
      refusals.note(request, { reason: 'session', says: 'The session is not theirs, made up or over.', who });
      sendRpcError(response, 404, SESSION_NOT_FOUND, 'There is no such session; begin with initialize.');
      return;
    }
    await this.#answer(session, { request, response, body });
  }

  async #answer(
    session: HttpSession,
    { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: unknown },
  ): Promise<void> {
    await session.handle(request, response, body);
    if (request.method === 'DELETE') await this.#parts.sessions.end(session);
  }
}

function sessionIdOf({ headers }: IncomingMessage): string | undefined {
  const id = headers['mcp-session-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** @returns undefined when the body is anything but one `initialize` */
function initializeParams(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null || !('method' in body) || body.method !== 'initialize') {
    return undefined;
  }
  const params = 'params' in body ? body.params : undefined;
  return typeof params === 'object' && params !== null ? { ...params } : {};
}
