import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { answers, startHttpServer, type Answer, type Handler, type SeenRequest } from './httpServer.ts';
import { rawAnswer } from './rawAnswer.ts';

/** What goes wrong with a request. */
export type Fault =
  /** The connection breaks before Kestra hears of it. */
  | { kind: 'lose' }
  /** Kestra hears it and carries it out; the connection breaks before its answer. */
  | { kind: 'swallow' }
  /** Kestra hears it and answers, but so many bytes of the answer's body arrive, then the connection breaks. */
  | { kind: 'cut'; afterBytes: number }
  /** Kestra answers in time, but its answer is late. */
  | { kind: 'delay'; ms: number }
  /** Kestra's answer arrives with its first bytes changed. */
  | { kind: 'garble' }
  /** Something in between answers; Kestra hears nothing. */
  | { kind: 'answer'; answer: Answer }
  | { kind: 'handle'; handle: Handler }
  /**
   * Kestra hears it and answers; so many bytes of its answer arrive, counted from the first of the status line. Then
   * the connection breaks, or it stays open and nothing more comes.
   */
  | { kind: 'part'; bytes: number; ending: 'break' | 'silence' }
  /** Kestra hears it and answers; its answer arrives with other bytes, status line and headers included. */
  | { kind: 'rewrite'; rewrite: (raw: Buffer) => Buffer }
  /** Kestra's answer comes byte by byte, one in so many milliseconds. */
  | { kind: 'drip'; ms: number };

type RawFault = Extract<Fault, { kind: 'part' | 'rewrite' | 'drip' }>;

export interface FaultProxy {
  baseUrl: string;
  /** The requests that Kestra heard, but {@link EDITION_PROBE}, such as `POST /api/v1/main/…` with the query. */
  heard: readonly string[];
  /** From now on this goes wrong with the next requests that match, so many times. */
  spoil: (matching: RegExp, fault: Fault, times?: number) => void;
  openConnections: () => Promise<number>;
  /** From now on all goes well. */
  clear: () => void;
  close: () => Promise<void>;
}

/** What the MCP server asks of its own accord, behind the calls, so that it may come at any time. */
const EDITION_PROBE = 'GET /api/v1/configs';

/** Stands between the client and Kestra, and makes the weather. */
export async function startFaultProxy(kestra: string): Promise<FaultProxy> {
  const heard: string[] = [];
  const faults: { matching: RegExp; fault: Fault; left: number }[] = [];
  const nextFault = (line: string): Fault | undefined => {
    const found = faults.find(({ matching, left }) => left > 0 && matching.test(line));
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  };
  const server = await startHttpServer(async (request, response, index) => {
    const line = `${request.method} ${request.url}`;
    const fault = nextFault(line);
    if (fault?.kind === 'lose') return response.destroy();
    if (fault?.kind === 'answer') return answers(fault.answer)(request, response, index);
    if (fault?.kind === 'handle') return fault.handle(request, response, index);
    if (line !== EDITION_PROBE) heard.push(line);
    const answer = await ask(kestra, request).catch(() => undefined);
    if (answer === undefined) return response.destroy();
    if (fault?.kind === 'part' || fault?.kind === 'rewrite' || fault?.kind === 'drip') {
      return passOnRaw(answer, response, fault).catch(() => response.destroy());
    }
    // Either side may leave in the middle.
    return passOn(answer, response, fault).catch(() => response.destroy());
  });
  return {
    baseUrl: server.baseUrl,
    heard,
    spoil: (matching, fault, times = 1) => faults.push({ matching, fault, left: times }),
    openConnections: server.openConnections,
    clear: () => void faults.splice(0),
    close: server.close,
  };
}

/** Forms on connections of their own, as the client sends them: on a used one Kestra may misread them. */
function ask(kestra: string, { method, url, headers, body }: SeenRequest): Promise<IncomingMessage> {
  const isForm = headers['content-type']?.startsWith('multipart/') ?? false;
  return new Promise((resolve, reject) => {
    forward(kestra + url, { method, headers, ...(isForm && { agent: false }) }, resolve)
      .on('error', reject)
      .end(body);
  });
}

async function passOn(
  answer: IncomingMessage,
  response: ServerResponse,
  fault: Exclude<Fault, { kind: 'lose' | 'answer' | 'handle' } | RawFault> | undefined,
): Promise<void> {
  if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { ref: false });
  if (fault?.kind === 'swallow') {
    answer.destroy();
    response.destroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  response.flushHeaders();
  // A caller that leaves a stream takes Kestra's end of it along, and so does one that has left before it began.
  response.on('close', () => answer.destroy());
  if (response.destroyed) answer.destroy();
  let passed = 0;
  for await (const chunk of answer.on('error', () => {}) as AsyncIterable<Buffer>) {
    const end = fault?.kind === 'cut' ? fault.afterBytes - passed : chunk.length;
    if (fault?.kind === 'garble' && passed === 0) chunk.fill('#', 0, 3);
    passed += chunk.length;
    response.write(chunk.subarray(0, end));
    if (end < chunk.length) {
      setImmediate(() => response.destroy());
      return;
    }
  }
  response.end();
}

/** Past Node's own idea of an answer, which knows no half status line. */
async function passOnRaw(answer: IncomingMessage, response: ServerResponse, fault: RawFault): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  socket.on('error', () => {});
  socket.on('close', () => answer.destroy());
  answer.on('error', () => {});
  const raw = rawAnswer(answer);
  if (fault.kind === 'rewrite') socket.end(fault.rewrite(await buffer(raw)));
  else if (fault.kind === 'drip') await drip(await buffer(raw), socket, fault.ms);
  else await part(raw, socket, fault);
}

async function part(
  raw: AsyncIterable<Buffer>,
  socket: Socket,
  { bytes, ending }: Extract<Fault, { kind: 'part' }>,
): Promise<void> {
  let left = bytes;
  for await (const piece of raw) {
    if (left > 0) socket.write(piece.subarray(0, left));
    left -= piece.length;
    if (left < 0) break;
  }
  if (ending === 'break') socket.destroySoon();
}

async function drip(raw: Buffer, socket: Socket, ms: number): Promise<void> {
  for (const byte of raw) {
    if (socket.destroyed) return;
    socket.write(Buffer.from([byte]));
    await sleep(ms, undefined, { ref: false });
  }
  socket.end();
}
