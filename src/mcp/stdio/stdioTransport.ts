import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { LineSplitter, TOO_LONG } from './lineSplitter.ts';
import { readMessage, rpcError } from './readMessage.ts';

/** Bytes: room for a file as an argument, while nobody can fill the memory with one line. */
const LONGEST_LINE = 32 * 1024 * 1024;
/** Bytes of answers that wait for a client which does not read; beyond them nothing more is read from it either. */
const LARGEST_BACKLOG = 16 * 1024 * 1024;
/** Requests that wait for their answer, the same. */
const MOST_REQUESTS = 1_000;
/** Lines that are read before what they ask is answered: a client may send thousands in one piece. */
const MOST_LINES = 50;

/**
 * MCP over stdin and stdout, one message a line. The SDK's own ends for good with a line above 10 MB and says nothing
 * to lines that are no message; this one answers both and goes on.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #lines = new LineSplitter(LONGEST_LINE);
  readonly #unanswered = new Set<RequestId>();
  /** Lines that are here already; as long as there are any, nothing more is taken from the client. */
  #unread: ReturnType<LineSplitter['take']> | undefined;
  #pause: NodeJS.Immediate | undefined;
  /** Some requests are answered while they are read. */
  #isReading = false;
  readonly #receive = (chunk: Buffer): void => {
    this.#unread = this.#lines.take(chunk);
    this.#readOn();
  };
  readonly #drained = (): void => this.#readOn();

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  async start(): Promise<void> {
    this.#input.on('data', this.#receive);
    this.#output.on('drain', this.#drained);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#write(message);
    if (!('method' in message) && message.id !== undefined) this.#unanswered.delete(message.id);
    this.#readOn();
  }

  async close(): Promise<void> {
    this.#input.off('data', this.#receive);
    this.#output.off('drain', this.#drained);
    clearImmediate(this.#pause);
    this.#unread = undefined;
    this.onclose?.();
  }

  #read(line: Buffer | typeof TOO_LONG): void {
    if (line === TOO_LONG) {
      const limit = LONGEST_LINE >> 20;
      this.#write(rpcError(ErrorCode.InvalidRequest, `The line was left out: it is above ${limit} MB.`));
      return;
    }
    const { message, answer } = readMessage(line);
    if (answer !== undefined) this.#write(answer);
    if (message !== undefined) this.#deliver(message);
  }

  /** A message that breaks whoever reads it costs its answer, not the server. */
  #deliver(message: JSONRPCMessage): void {
    const request = requestId(message);
    if (request !== undefined) this.#unanswered.add(request);
    const cancelled = cancelledId(message);
    if (cancelled !== undefined) this.#unanswered.delete(cancelled);
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      if (request === undefined) return;
      this.#write(rpcError(ErrorCode.InternalError, 'The request could not be read.', request));
      this.#unanswered.delete(request);
    }
  }

  #write(message: JSONRPCMessage): void {
    this.#output.write(`${JSON.stringify(message)}\n`);
  }

  /** Reads on where there is room for more answers, a few lines at a time. */
  #readOn(): void {
    if (this.#pause !== undefined || this.#isReading) return;
    this.#isReading = true;
    for (let count = 0; count < MOST_LINES && this.#hasRoom(); count += 1) {
      const line = this.#unread?.next();
      if (line === undefined || line.done) {
        this.#unread = undefined;
        break;
      }
      this.#read(line.value);
    }
    this.#isReading = false;
    this.#takeOrWait();
  }

  #takeOrWait(): void {
    if (this.#unread === undefined && this.#hasRoom()) {
      if (this.#input.isPaused()) this.#input.resume();
      return;
    }
    this.#input.pause();
    // Without room the next answer reads on, or the client once it takes some.
    if (this.#unread === undefined || !this.#hasRoom()) return;
    this.#pause = setImmediate(() => {
      this.#pause = undefined;
      this.#readOn();
    });
  }

  #hasRoom(): boolean {
    return this.#output.writableLength <= LARGEST_BACKLOG && this.#unanswered.size <= MOST_REQUESTS;
  }
}

function requestId(message: JSONRPCMessage): RequestId | undefined {
  return 'method' in message && 'id' in message ? message.id : undefined;
}

/** The request that gets no answer any more, if the message says so. */
function cancelledId(message: JSONRPCMessage): RequestId | undefined {
  if (!('method' in message) || message.method !== 'notifications/cancelled') return undefined;
  const id = message.params?.['requestId'];
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
