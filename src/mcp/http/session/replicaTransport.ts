import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Transport, TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { STANDALONE, type SessionEvents } from './sessionEvents.ts';
import type { Relay } from './relay.ts';

/** Requests of ours are `<replica>.<number>`: the answer finds the replica that asked, wherever it comes in. */
const OWN_ID = /^(\w+)\.(\d+)$/;
/** Ids of what this server repeats to itself. */
export const REPEATED = 'repeated-';
/** Requests that change what a session is, and so concern every replica that holds it. */
const FOR_ALL = ['logging/setLevel', 'resources/unsubscribe'];

interface TransportParts {
  inner: WebStandardStreamableHTTPServerTransport;
  /** Name under which replicas speak of the session. */
  session: string;
  events: SessionEvents;
  relay: Relay;
  /** Whether the client's GET is open here. */
  isListening: () => boolean;
}

/** The SDK's transport of a session, of which other replicas may hold the other half. */
export class ReplicaTransport implements Transport {
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  readonly #parts: TransportParts;

  constructor(parts: TransportParts) {
    this.#parts = parts;
    const { inner } = parts;
    Object.assign(inner, {
      onmessage: (message, extra) => this.#receive(message, extra),
      onclose: () => this.onclose?.(),
      onerror: (error) => this.onerror?.(error),
    } satisfies Pick<Transport, 'onmessage' | 'onclose' | 'onerror'>);
  }

  get sessionId(): string | undefined {
    return this.#parts.inner.sessionId;
  }

  start(): Promise<void> {
    return this.#parts.inner.start();
  }

  async send(message: JSONRPCMessage, { relatedRequestId }: TransportSendOptions = {}): Promise<void> {
    const { inner, session, events, relay, isListening } = this.#parts;
    const named = this.#named(message);
    const isUnasked = relatedRequestId === undefined && 'method' in named;
    if (!isUnasked || isListening() || !relay.hasOthers)
      return inner.send(named, relatedRequestId === undefined ? {} : { relatedRequestId });
    const eventId = await events.storeEvent(STANDALONE, named);
    relay.tell({ session, kind: 'outgoing', message: named, eventId });
  }

  close(): Promise<void> {
    return this.#parts.inner.close();
  }

  /** What came in at another replica. */
  deliver(message: JSONRPCMessage): void {
    this.onmessage?.(this.#unnamed(message) ?? message);
  }

  #receive(message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void {
    const { session, relay } = this.#parts;
    if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) {
      const own = this.#unnamed(message);
      const [, replica] = OWN_ID.exec(String(message.id)) ?? [];
      if (own !== undefined) this.onmessage?.(own, extra);
      else if (replica !== undefined) relay.tell({ session, kind: 'incoming', message }, replica);
      return;
    }
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled')
      relay.tell({ session, kind: 'incoming', message });
    if (isJSONRPCRequest(message) && FOR_ALL.includes(message.method) && !isRepeated(message.id))
      relay.tell({ session, kind: 'repeat', message });
    this.onmessage?.(message, extra);
  }

  /** With ids that no other replica gives. */
  #named(message: JSONRPCMessage): JSONRPCMessage {
    if (isJSONRPCRequest(message)) return { ...message, id: this.#name(message.id) };
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      const { requestId } = message.params ?? {};
      return { ...message, params: { ...message.params, requestId: this.#name(requestId) } };
    }
    return message;
  }

  #name(id: unknown): string {
    return `${this.#parts.relay.replica}.${String(id)}`;
  }

  /** @returns undefined for an answer to another replica */
  #unnamed(message: JSONRPCMessage): JSONRPCMessage | undefined {
    if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return undefined;
    const [, replica, number] = OWN_ID.exec(String(message.id)) ?? [];
    return replica === this.#parts.relay.replica ? { ...message, id: Number(number) } : undefined;
  }
}

function isRepeated(id: RequestId): boolean {
  return String(id).startsWith(REPEATED);
}
