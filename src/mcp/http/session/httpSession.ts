import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { SetLevelRequestSchema as setLevel, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { sendRpcError } from '../sendJson.ts';
import type { Journal } from '../store/sharing.ts';
import { sendWebResponse, toWebRequest } from '../webBridge.ts';
import type { Keyv } from 'keyv';
import type { Cover } from './cover.ts';
import { followStream } from './followStream.ts';
import type { Relay, Telling } from './relay.ts';
import { REPEATED, ReplicaTransport } from './replicaTransport.ts';
import { parseEventId, SessionEvents, STANDALONE } from './sessionEvents.ts';

/** After a break a client should come back so soon, in milliseconds. */
const RETRY_MS = 1_000;
const BAD_REQUEST = -32_000;

export interface SessionSharing {
  relay: Relay;
  journal: Journal;
  cover: Cover;
  /** The log level that a client asked for, by the name of its session. */
  levels: Keyv<string>;
}

/** The name under which replicas and logs speak of a session: it opens nothing. */
export function sessionName(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/** One client's conversation: the MCP server that answers it, over as many HTTP requests as it takes. */
export class HttpSession {
  readonly id: string;
  /** `principalKey` of whom it belongs to. */
  readonly owner: string;
  lastUsed = Date.now();
  readonly #server: Server;
  readonly #transport: WebStandardStreamableHTTPServerTransport;
  readonly #replicas: ReplicaTransport;
  readonly #events: SessionEvents;
  readonly #relay: Relay;
  readonly #levels: Keyv<string>;
  readonly #streams = new AbortController();
  #underWay = 0;
  #listening = 0;
  #repeated = 0;

  private constructor(
    { id, owner, server }: { id: string; owner: string; server: Server },
    { relay, journal, cover, levels }: SessionSharing,
  ) {
    this.id = id;
    this.owner = owner;
    this.#server = server;
    this.#relay = relay;
    this.#levels = levels;
    const session = sessionName(id);
    this.#events = new SessionEvents({ journal, list: session, replica: relay.replica, cover });
    this.#transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore: this.#events,
      retryInterval: RETRY_MS,
    });
    const isListening = (): boolean => this.#listening > 0;
    const parts = { inner: this.#transport, session, events: this.#events, relay, isListening };
    this.#replicas = new ReplicaTransport(parts);
  }

  static async open(
    opened: { id: string; owner: string; server: Server },
    sharing: SessionSharing,
  ): Promise<HttpSession> {
    const session = new HttpSession(opened, sharing);
    await opened.server.connect(session.#replicas);
    return session;
  }

  /** Nobody waits for an answer of it now. */
  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Brings a new server to where the session's first one was: it hears again what the client told that one. */
  async resume(initialize: Readonly<Record<string, unknown>>): Promise<void> {
    await this.repeat({ method: 'initialize', params: initialize });
    const level = await this.#levels.get(sessionName(this.id)).catch(() => undefined);
    if (level !== undefined) await this.repeat({ method: 'logging/setLevel', params: { level } });
  }

  /** Lets the server hear a request whose answer the client has got, or gets, elsewhere. */
  async repeat({ method, params }: { method: string; params?: unknown }): Promise<void> {
    this.#repeated += 1;
    const message = { jsonrpc: '2.0', id: `${REPEATED}${this.#repeated}`, method, params };
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-session-id': this.id,
      },
    });
    const answer = await this.#transport.handleRequest(request, { parsedBody: message });
    await answer.text();
  }

  /** @param body of a POST, as JSON */
  async handle(request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void> {
    this.lastUsed = Date.now();
    this.#underWay += 1;
    try {
      if (request.method === 'GET') await this.#listen(request, response);
      else await this.#events.answering(requestsIn(body), () => this.#answer(request, response, body));
    } finally {
      this.#underWay -= 1;
      this.lastUsed = Date.now();
    }
  }

  /** What another replica tells of this session. */
  async told(telling: Telling): Promise<void> {
    if (telling.kind === 'incoming') this.#replicas.deliver(telling.message);
    if (telling.kind === 'listening') this.#transport.closeStandaloneSSEStream();
    if (telling.kind === 'repeat' && 'method' in telling.message) await this.repeat(telling.message);
    if (telling.kind === 'outgoing' && this.#listening > 0) {
      this.#events.isStored(telling.message, telling.eventId);
      await this.#transport.send(telling.message);
    }
    if (telling.kind === 'elicited' && this.#listening > 0) {
      const { elicitationId } = telling;
      await this.#server.notification({
        method: 'notifications/elicitation/complete',
        params: { elicitationId },
      });
    }
  }

  /** The client learns that it is offered other tools now. */
  async toolsChanged(): Promise<void> {
    await this.#server.sendToolListChanged();
  }

  /** Ends what would go on for ever; a client comes again, to a replica that stays. */
  endStreams(): void {
    this.#streams.abort();
    this.#transport.closeStandaloneSSEStream();
  }

  /** Nobody comes back to it. */
  forgetEvents(): Promise<void> {
    return this.#events.forget();
  }

  close(): Promise<void> {
    this.#streams.abort();
    return this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void> {
    const level = setLevel.safeParse(body).data?.params.level;
    if (level !== undefined) await this.#levels.set(sessionName(this.id), level).catch(() => false);
    const answer = await this.#transport.handleRequest(toWebRequest(request), { parsedBody: body });
    await sendWebResponse(answer, response);
  }

  async #listen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const lastId = request.headers['last-event-id'];
    const streamId = typeof lastId === 'string' ? parseEventId(lastId)?.streamId : STANDALONE;
    if (typeof lastId === 'string' && streamId !== STANDALONE) {
      const isAlive = (replica: string): Promise<boolean> => this.#relay.isAlive(replica);
      const following = { events: this.#events, lastId, isAlive, signal: this.#streams.signal };
      if (!(await followStream(response, following)))
        sendRpcError(response, 400, BAD_REQUEST, 'There is no such event, or no longer.');
      return;
    }
    // A client has one such stream. It comes again when the old one broke, which nobody may have noticed here.
    this.#transport.closeStandaloneSSEStream();
    this.#relay.tell({ session: sessionName(this.id), kind: 'listening' });
    this.#listening += 1;
    try {
      await this.#answer(request, response);
    } finally {
      this.#listening -= 1;
    }
  }
}

function requestsIn(body: unknown): RequestId[] {
  return [body].flat().flatMap((message) => {
    const isRequest =
      typeof message === 'object' && message !== null && 'method' in message && 'id' in message;
    return isRequest && (typeof message.id === 'string' || typeof message.id === 'number')
      ? [message.id]
      : [];
  });
}
