import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { parseEventId, type SessionEvent, type SessionEvents } from './sessionEvents.ts';

/** How often news are looked for, in milliseconds. */
const LOOK_MS = 250;
const KEEP_ALIVE_LOOKS = 60;

interface Following {
  events: SessionEvents;
  /** The last that the client has seen. */
  lastId: string;
  isAlive: (replica: string) => Promise<boolean>;
  /** Ends it before its end; the client comes again. */
  signal: AbortSignal;
}

/**
 * Goes on with a stream that broke while requests were answered on it, by this replica or by another one, until all are
 * answered. If that replica is gone, so are the answers, and the client is told so.
 *
 * @returns false, without an answer, for an event that is not kept any more
 */
export async function followStream(
  response: ServerResponse,
  { events, lastId, isAlive, signal }: Following,
): Promise<boolean> {
  const last = parseEventId(lastId);
  if (last === undefined || (await events.after(lastId)) === undefined) return false;
  const open = new Open(await events.of(last.streamId), lastId);
  writeHead(response);
  for (let look = 1, seen = lastId; !open.isDone && !signal.aborted && !response.destroyed; look += 1) {
    const wasAlive = await isAlive(last.replica);
    for (const event of (await events.after(seen)) ?? []) {
      response.write(formatEvent(event));
      open.note(event);
      seen = event.id;
    }
    if (!wasAlive) {
      for (const id of open.requests) response.write(formatEvent({ message: lostAnswer(id) }));
      break;
    }
    if (look % KEEP_ALIVE_LOOKS === 0) response.write(': still here\n\n');
    if (!open.isDone) await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
  response.end();
  return true;
}

/** The requests of a stream that have no answer yet. */
class Open {
  readonly requests = new Set<RequestId>();
  /** Its first event is not kept any more: then its first answer counts as the last. */
  readonly #isUnknown: boolean;
  #answers = 0;

  constructor(kept: readonly SessionEvent[], lastId: string) {
    const known = kept.flatMap(({ requests = [] }) => requests);
    for (const id of known) this.requests.add(id);
    this.#isUnknown = known.length === 0;
    const seen = kept.slice(0, kept.findIndex(({ id }) => id === lastId) + 1);
    for (const event of seen) this.note(event);
  }

  note({ message }: SessionEvent): void {
    if (message === undefined || 'method' in message || message.id === undefined) return;
    this.#answers += 1;
    this.requests.delete(message.id);
  }

  get isDone(): boolean {
    return this.#isUnknown ? this.#answers > 0 : this.requests.size === 0;
  }
}

function writeHead(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
}

function formatEvent({ id, message }: { id?: string; message?: object | undefined }): string {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return `event: message\n${head}data: ${message === undefined ? '' : JSON.stringify(message)}\n\n`;
}

function lostAnswer(id: RequestId): object {
  const message =
    'The process that carried this out has ended, and its answer is lost. Look what has happened before you ask again.';
  return { jsonrpc: '2.0', id, error: { code: ErrorCode.InternalError, message } };
}
