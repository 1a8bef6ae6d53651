import type {
  EventId,
  EventStore,
  StreamId,
} from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

interface Stored {
  streamId: StreamId;
  message: JSONRPCMessage;
}

/** How many messages a session keeps for a client whose stream broke. */
const MOST_KEPT = 500;

/** The latest messages of one session, so that a stream that broke goes on where it was (`Last-Event-ID`). */
export class EventLog implements EventStore {
  readonly #events = new Map<EventId, Stored>();
  #last = 0;

  storeEvent(streamId: StreamId, message: JSONRPCMessage): Promise<EventId> {
    this.#last += 1;
    const id = `${streamId}_${this.#last}`;
    this.#events.set(id, { streamId, message });
    for (const oldest of this.#events.keys()) {
      if (this.#events.size <= MOST_KEPT) break;
      this.#events.delete(oldest);
    }
    return Promise.resolve(id);
  }

  getStreamIdForEventId(eventId: EventId): Promise<StreamId | undefined> {
    return Promise.resolve(this.#events.get(eventId)?.streamId);
  }

  async replayEventsAfter(
    lastEventId: EventId,
    { send }: { send: (eventId: EventId, message: JSONRPCMessage) => Promise<void> },
  ): Promise<StreamId> {
    const last = this.#events.get(lastEventId);
    if (last === undefined) throw new Error('There is no such event, or no longer.');
    const ids = [...this.#events.keys()];
    for (const id of ids.slice(ids.indexOf(lastEventId) + 1)) {
      const event = this.#events.get(id);
      // The first event of a stream only gives the client an id to come back with.
      if (event?.streamId === last.streamId && 'jsonrpc' in event.message) await send(id, event.message);
    }
    return last.streamId;
  }
}
