import { createParser } from 'eventsource-parser';
import type { Query } from './query.ts';
import type { Transport } from './transport.ts';

export interface ServerSentEvent {
  /** Kestra names its frames by `id:` (`start`, `progress`, `end`), not by `event:`. */
  id: string | undefined;
  data: string;
}

/**
 * Frames of a Kestra stream until the server ends it. Leaving the loop, or the signal, closes the connection: the
 * server keeps a subscriber for every stream left open.
 */
export async function* serverSentEvents(
  transport: Transport,
  url: string,
  query: Query,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const pending: ServerSentEvent[] = [];
  const parser = createParser({ onEvent: ({ id, data }) => pending.push({ id, data }) });
  const decoder = new TextDecoder();
  for await (const chunk of transport.stream(url, { query, accept: 'text/event-stream', signal })) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* pending.splice(0);
  }
}
