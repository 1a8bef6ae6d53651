import { mediaType, open, type Endpoint, type HttpRequest } from './http.ts';

/** One frame of a server-sent event stream. Kestra names its events in the `id:` line. */
export interface Frame {
  readonly id: string;
  readonly data: unknown;
}

export interface StreamAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly frames: readonly Frame[];
  readonly end: 'closed' | 'broken' | 'still open';
}

export interface StreamLimits {
  /** Close the stream when this says that enough has been seen. */
  readonly enough: (frames: readonly Frame[]) => boolean;
  /** How long to listen on after enough was seen, in ms: a stream that should stay open must. */
  readonly lingerMs: number;
  /** Give up after this time, in ms. */
  readonly timeoutMs: number;
  /** Called once the headers have come. */
  readonly onOpen?: () => Promise<void>;
}

/** Follows a stream until the server ends it or `limits` say stop. */
export async function followStream(
  endpoint: Endpoint,
  request: HttpRequest,
  limits: StreamLimits,
): Promise<StreamAnswer> {
  const message = await open(endpoint, request);
  const frames: Frame[] = [];
  const ended = new Promise<StreamAnswer['end']>((resolve) => {
    let text = '';
    const stop = setTimeout(resolve, limits.timeoutMs, 'still open');
    message.setEncoding('utf8');
    message.on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      frames.push(...blocks.map(parseFrame));
      if (limits.enough(frames)) setTimeout(resolve, limits.lingerMs, 'still open');
    });
    message.on('end', () => resolve('closed'));
    message.on('error', () => resolve('broken'));
    message.on('close', () => clearTimeout(stop));
  });
  await limits.onOpen?.();
  const end = await ended;
  message.destroy();
  return { status: message.statusCode ?? 0, contentType: mediaType(message), frames, end };
}

/** Reads the fields of one block; `data` is JSON in every stream of Kestra. */
export function parseFrame(raw: string): Frame {
  const fields = new Map<string, string>();
  for (const line of raw.trimEnd().split('\n')) {
    const colon = line.indexOf(':');
    fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  return { id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? 'null') as unknown };
}
