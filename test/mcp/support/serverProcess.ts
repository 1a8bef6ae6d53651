import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { OWN_AUDIT } from '../../support/auditFolder.ts';

export const SERVER = 'dist/mcp.js';

/** Suites do more in a minute than an agent should. */
export const UNHURRIED = {
  KESTRA_MCP_RATE_LIMITS: 'trigger=unlimited,write=unlimited,delete=unlimited,kill=unlimited',
};

/** The built server as a bare process, for what an SDK client would hide: raw lines, exit codes, the end of stdin. */
export class ServerProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Every line that the server wrote to stdout. */
  readonly lines: string[] = [];
  stderr = '';
  readonly exited: Promise<number | null>;
  #wake: () => void = () => {};

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [SERVER], {
      env: { PATH: process.env['PATH'] ?? '', ...OWN_AUDIT, ...UNHURRIED, ...env },
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    this.child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    // A server that was killed reads no more.
    this.child.stdin.on('error', () => {});
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  /** Sends a request and returns the answer to it. */
  async request(id: number, method: string, params: object = {}): Promise<Record<string, unknown>> {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    for (;;) {
      const answer = this.lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .find((message) => message['id'] === id);
      if (answer !== undefined) return answer;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async initialize(): Promise<Record<string, unknown>> {
    const answer = await this.request(0, 'initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    this.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    return answer;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
