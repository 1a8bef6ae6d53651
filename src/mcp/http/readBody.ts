import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request whose body cannot be used, with the HTTP status that says so. */
export class WrongBody extends Error {
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The body of a request as JSON.
 *
 * @param limit bytes
 * @throws WrongBody; a body that is too long is not read to its end
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  requireType(request, 'application/json');
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongBody(400, 'The body is no JSON.');
  }
}

/** The body of a request as a form. @param limit bytes @throws WrongBody */
export async function readForm(request: IncomingMessage, limit: number): Promise<URLSearchParams> {
  requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(request, limit));
}

function requireType({ headers }: IncomingMessage, needed: string): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== needed) throw new WrongBody(415, `The body has to be ${needed}.`);
}

/** What a client has still to say is heard out so long, in milliseconds: cut off, it would not read the answer. */
const HEARD_OUT_MS = 2_000;

/** Reads the rest of a request that is refused, and forgets it. */
export async function discardBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  const ended = new Promise<void>((resolve) => {
    request.once('end', resolve);
    request.once('close', resolve);
  });
  request.resume();
  await Promise.race([ended, sleep(HEARD_OUT_MS, undefined, { ref: false })]);
}

/** @throws WrongBody */
export async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const tooLong = new WrongBody(413, `The body is longer than ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong;
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving a loop over the request would destroy its connection, and with it the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
