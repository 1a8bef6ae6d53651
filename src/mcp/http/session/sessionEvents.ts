import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventStore } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import type { Journal } from '../store/sharing.ts';
import type { Cover } from './cover.ts';

/** The name that the SDK gives to the stream of a GET, on which a server speaks unasked. */
export const STANDALONE = '_GET_stream';

const stored = z.object({
  streamId: z.string(),
  replica: z.string(),
  /** The requests that the stream is going to answer: a first event without a message. */
  requests: z.array(z.union([z.string(), z.number()])).optional(),
  message: z.custom<JSONRPCMessage>().optional(),
});

/** What a session sent on one of its streams. */
export type SessionEvent = Omit<z.output<typeof stored>, 'replica'> & { id: string };

/** An event id names its stream, the replica that answers on it, and its place. */
const EVENT_ID = /^(?<streamId>[\w-]+)~(?<replica>\w+)~(?<position>\d+(?:-\d+)?)$/;

export interface EventId {
  streamId: string;
  replica: string;
  position: string;
}

export function parseEventId(id: string): EventId | undefined {
  const { streamId = '', replica = '', position = '' } = EVENT_ID.exec(id)?.groups ?? {};
  return streamId === '' ? undefined : { streamId, replica, position };
}

/** The position of what is not kept. */
const NOWHERE = '0';

interface EventParts {
  journal: Journal;
  /** Name of the session's list. */
  list: string;
  replica: string;
  cover: Cover;
}

/** The latest messages of one session, so that a stream that broke goes on, here or at another replica. */
export class SessionEvents implements EventStore {
  readonly #parts: EventParts;
  readonly #requests = new AsyncLocalStorage<RequestId[]>();
  readonly #stored = new WeakMap<JSONRPCMessage, string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: EventParts) {
    this.#parts = parts;
  }

  /** A stream that begins while this runs is going to answer these requests. */
  answering<T>(requests: RequestId[], begin: () => Promise<T>): Promise<T> {
    return this.#requests.run(requests, begin);
  }

  /** A message that another replica has stored is not stored again when it is sent here. */
  isStored(message: JSONRPCMessage, id: string): void {
    this.#stored.set(message, id);
  }

  async storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    const known = this.#stored.get(message);
    if (known !== undefined) return known;
    const { journal, list, replica, cover } = this.#parts;
    // The SDK begins a stream with an empty message, for the client to have an id to come back with.
    const event = 'jsonrpc' in message ? { message } : { requests: this.#requests.getStore() ?? [] };
    const text = cover.seal(JSON.stringify({ streamId, replica, ...event }), list);
    // One after the other, whatever the connections of the store do: a stream has an order.
    const position = this.#last.then(() => journal.append(list, text));
    this.#last = position.catch(() => {});
    // Without the store an answer still arrives; only a stream that breaks cannot go on.
    return eventIdOf({ streamId, replica, position: await position.catch(() => NOWHERE) });
  }

  getStreamIdForEventId(id: string): Promise<string | undefined> {
    return Promise.resolve(parseEventId(id)?.streamId);
  }

  async replayEventsAfter(
    lastId: string,
    { send }: { send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const events = await this.after(lastId);
    if (events === undefined) throw new Error('There is no such event, or no longer.');
    for (const { id, message } of events) if (message !== undefined) await send(id, message);
    return parseEventId(lastId)?.streamId ?? '';
  }

  /** What its stream sent after an event. @returns undefined when that event is not kept any more */
  async after(lastId: string): Promise<SessionEvent[] | undefined> {
    const last = parseEventId(lastId);
    if (last === undefined) return undefined;
    const { journal, list } = this.#parts;
    const [first, ...entries] = await journal.from(list, last.position);
    if (first?.position !== last.position) return undefined;
    return entries.map((entry) => this.#read(entry)).filter(({ streamId }) => streamId === last.streamId);
  }

  /** All that is kept of a stream. */
  async of(streamId: string): Promise<SessionEvent[]> {
    const { journal, list } = this.#parts;
    const entries = await journal.all(list);
    return entries.map((entry) => this.#read(entry)).filter((event) => event.streamId === streamId);
  }

  forget(): Promise<void> {
    return this.#parts.journal.remove(this.#parts.list);
  }

  #read({ position, text }: { position: string; text: string }): SessionEvent {
    const { list, cover } = this.#parts;
    const { replica, ...event } = stored.parse(JSON.parse(cover.open(text, list)));
    return { ...event, id: eventIdOf({ streamId: event.streamId, replica, position }) };
  }
}

function eventIdOf({ streamId, replica, position }: EventId): string {
  return `${streamId}~${replica}~${position}`;
}
