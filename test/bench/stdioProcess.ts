import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { OWN_AUDIT } from '../support/auditFolder.ts';

const root = path.join(import.meta.dirname, '..', '..');

export const OUR_SERVER = path.join(root, 'dist', 'mcp.js');
export const BARE_SERVER = path.join(import.meta.dirname, 'bareServer.cjs');

/** What a process keeps, in bytes and in number, right after a garbage collection. */
export interface Kept {
  heap: number;
  resident: number;
  handles: number;
}

interface Options {
  /** With a probe in it that {@link StdioProcess.kept} asks. */
  isProbed?: boolean;
}

/** A process that speaks JSON-RPC over stdio. Thin on purpose: its own cost is in every sample. */
export class StdioProcess {
  readonly #child: ChildProcess;
  readonly #stdin: Writable;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #errors = '';

  constructor(script: string, env: NodeJS.ProcessEnv = process.env, { isProbed = false }: Options = {}) {
    const probed = ['--expose-gc', '--import', path.join(import.meta.dirname, 'heapProbe.mjs')];
    this.#child = spawn(process.execPath, [...(isProbed ? probed : []), script], {
      env: { ...env, ...OWN_AUDIT },
      stdio: ['pipe', 'pipe', 'pipe', ...(isProbed ? (['ipc'] as const) : [])],
    });
    const [stdin, stdout, stderr] = this.#child.stdio as unknown as [Writable, Readable, Readable];
    this.#stdin = stdin;
    stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
    this.#child.once('exit', () => this.#fail(new Error(`${script} ended: ${this.#errors}`)));
    createInterface(stdout).on('line', (line) => this.#receive(line));
  }

  /** Of a probed process. */
  async kept(): Promise<Kept> {
    const told = once(this.#child, 'message');
    this.#child.send('tell');
    const [kept] = (await told) as [Kept];
    return kept;
  }

  /** Sends a line as it is. */
  write(line: string): void {
    this.#stdin.write(`${line}\n`);
  }

  /** @throws when the answer is an error, or the process ends without one */
  request(method: string, params: object = {}): Promise<unknown> {
    const id = (this.#lastId += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#send({ jsonrpc: '2.0', id, method, params });
    return answer.promise;
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'bench', version: '1.0.0' };
    await this.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    this.#send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  }

  /** @throws when the tool reports an error: a bench must not time failures */
  async callTool(name: string, args: object): Promise<unknown> {
    const result = (await this.request('tools/call', { name, arguments: args })) as { isError?: boolean };
    if (result.isError) throw new Error(`${name} failed: ${JSON.stringify(result)}`);
    return result;
  }

  /** Resident memory in MB. */
  async residentMegabytes(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.#child.pid)]);
    return Number(stdout) / 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#stdin.end();
    await ended;
  }

  #send(message: object): void {
    this.write(JSON.stringify(message));
  }

  #receive(line: string): void {
    const { id, result, error } = JSON.parse(line) as { id?: number; result?: unknown; error?: unknown };
    const answer = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (error === undefined) answer?.resolve(result);
    else answer?.reject(new Error(JSON.stringify(error)));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
