import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, isJSONRPCRequest, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { LineSplitter, TOO_LONG } from './lineSplitter.ts';
import { readMessage, rpcError } from './readMessage.ts';

/** Bytes: room for a file as an argument, while nobody can fill the memory with one line. */
const LONGEST_LINE = 32 * 1024 * 1024;
/** Bytes that wait for a client which does not read; beyond it no more is asked of this server. */
const LARGEST_BACKLOG = 16 * 1024 * 1024;

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
  readonly #receive = (chunk: Buffer): void => {
    for (const line of this.#lines.take(chunk)) this.#read(line);
  };

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  async start(): Promise<void> {
    this.#input.on('data', this.#receive);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#write(message);
  }

  async close(): Promise<void> {
    this.#input.off('data', this.#receive);
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
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      if (!isJSONRPCRequest(message)) return;
      this.#write(rpcError(ErrorCode.InternalError, 'The request could not be read.', message.id));
    }
  }

  #write(message: JSONRPCMessage): void {
    this.#output.write(`${JSON.stringify(message)}\n`);
    if (this.#output.writableLength <= LARGEST_BACKLOG || this.#input.isPaused()) return;
    this.#input.pause();
    this.#output.once('drain', () => this.#input.resume());
  }
}
