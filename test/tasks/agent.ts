import assert from 'node:assert/strict';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import type { McpClient } from '../mcp/support/client.ts';

const MOST_CALLS = 4;
const MOST_BYTES = 6 * 1024;
/** Ids, names and keys; not sentences and YAML, nor the dates and durations that an agent computes itself. */
const NAME = /^(?!P[\dT]|\d{4}-)[\w.:/-]{2,}$/;

/** Calls tools as a model would: it has the user's words and the results so far, nothing else. */
export class Agent {
  readonly called: string[] = [];
  readonly #mcp: McpClient;
  readonly #tools: readonly Tool[];
  #told: string;

  constructor(mcp: McpClient, tools: readonly Tool[], words: string) {
    this.#mcp = mcp;
    this.#tools = tools;
    this.#told = words;
  }

  /** A call that has to succeed. */
  async call<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    this.#before(name, args);
    const { result, raw } = await this.#mcp.call<T>(name, args);
    this.#hear(name, JSON.stringify(raw.content));
    return result;
  }

  /** A call that has to be refused, with a reason that leads on. */
  async refused(name: string, args: Record<string, unknown> = {}): Promise<ErrorObject> {
    this.#before(name, args);
    const error = await this.#mcp.refused(name, args);
    this.#hear(name, JSON.stringify(error));
    return error;
  }

  #before(name: string, args: Record<string, unknown>): void {
    this.called.push(name);
    assert.ok(this.called.length <= MOST_CALLS, `a fifth call: ${this.called.join(', ')}`);
    const tool = this.#tools.find((known) => known.name === name);
    assert.ok(tool, `there is no tool ${name}`);
    const known = this.#told + JSON.stringify(tool.inputSchema);
    const unknown = namesIn(args).filter((text) => text.split('/').some((part) => !known.includes(part)));
    assert.deepEqual(unknown, [], `${name} is given what neither the user nor a result has said`);
  }

  #hear(name: string, text: string): void {
    const bytes = Buffer.byteLength(text);
    assert.ok(bytes <= MOST_BYTES, `the result of ${name} has ${bytes} bytes`);
    this.#told += text;
  }
}

/** Every name in the arguments, keys included. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return NAME.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(namesIn)];
}
