import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Connection } from '../../../src/shared/connection.ts';
import { connectionToEnvironment } from '../../../src/shared/variables.ts';
import { OWN_AUDIT } from '../../support/auditFolder.ts';
import { SERVER } from './serverProcess.ts';

/** `kestra-mcp serve`, as an operator starts it. */
export class TeamServer {
  readonly #process: ChildProcess;
  readonly url: string;
  readonly token: string;
  /** Everything it logged so far. */
  readonly log: () => string;

  private constructor(process: ChildProcess, told: { url: string; token: string; log: () => string }) {
    this.#process = process;
    this.url = told.url;
    this.token = told.token;
    this.log = told.log;
  }

  /** Waits until it listens, on any free port. */
  static async start(
    connection: Connection,
    { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
  ): Promise<TeamServer> {
    const child = spawn(process.execPath, [SERVER, 'serve', '--port', '0', ...args], {
      env: { ...connectionToEnvironment(connection), ...OWN_AUDIT, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.endsWith('\n')) break;
    }
    const [, url] = /^MCP over HTTP: (\S+)/m.exec(said) ?? [];
    if (url === undefined) throw new Error(`The server did not start: ${said}${log}`);
    const [, token = ''] = /^Token, shown only now: (\S+)/m.exec(said) ?? [];
    return new TeamServer(child, { url, token, log: () => log });
  }

  /** A client with a session. */
  async client(token = this.token): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(this.url), { requestInit }));
    return client;
  }

  /** A bare POST, signed in unless the headers say otherwise. */
  post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** As a machine that fails: nothing is ended in order. */
  async kill(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#process.exitCode;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    return code;
  }
}
