import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { sendWebResponse, toWebRequest } from '../webBridge.ts';
import { EventLog } from './eventLog.ts';

/** After a break a client should come back so soon, in milliseconds. */
const RETRY_MS = 1_000;

/** One client's conversation: the MCP server that answers it, over as many HTTP requests as it takes. */
export class HttpSession {
  readonly id: string;
  /** `principalKey` of whom it belongs to. */
  readonly owner: string;
  lastUsed = Date.now();
  readonly #server: Server;
  readonly #transport: WebStandardStreamableHTTPServerTransport;
  #underWay = 0;

  private constructor(id: string, owner: string, server: Server) {
    this.id = id;
    this.owner = owner;
    this.#server = server;
    this.#transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore: new EventLog(),
      retryInterval: RETRY_MS,
    });
  }

  static async open(id: string, owner: string, server: Server): Promise<HttpSession> {
    const session = new HttpSession(id, owner, server);
    await server.connect(session.#transport);
    return session;
  }

  /** Nobody waits for an answer of it now. */
  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Brings a new server to where the session's first one was: it hears the client's `initialize` again. */
  async resume(initialize: Readonly<Record<string, unknown>>): Promise<void> {
    const message = { jsonrpc: '2.0', id: 'resumed', method: 'initialize', params: initialize };
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    });
    const answer = await this.#transport.handleRequest(request, { parsedBody: message });
    await answer.text();
  }

  /** @param body of a POST, as JSON */
  async handle(request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void> {
    this.lastUsed = Date.now();
    this.#underWay += 1;
    try {
      const answer = await this.#transport.handleRequest(toWebRequest(request), { parsedBody: body });
      await sendWebResponse(answer, response);
    } finally {
      this.#underWay -= 1;
      this.lastUsed = Date.now();
    }
  }

  /** The client learns that it is offered other tools now. */
  async toolsChanged(): Promise<void> {
    await this.#server.sendToolListChanged();
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
