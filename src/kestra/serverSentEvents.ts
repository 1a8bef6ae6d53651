import { createParser } from 'eventsource-parser';
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
  query: Parameters<Transport['open']>[1]['query'],
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const leave = new AbortController();
  const response = await transport.open(url, {
    query,
    accept: 'text/event-stream',
    signal: AbortSignal.any([signal, leave.signal]),
  });
  const pending: ServerSentEvent[] = [];
  const parser = createParser({ onEvent: ({ id, data }) => pending.push({ id, data }) });
  const decoder = new TextDecoder();
  const chunks: AsyncIterable<Buffer> = response.body;
  try {
    for await (const chunk of chunks) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* pending.splice(0);
    }
  } finally {
    leave.abort();
  }
}
