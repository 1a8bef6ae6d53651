import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Connection } from '../../src/shared/connection.ts';
import { connectionToEnvironment } from '../../src/shared/variables.ts';
import { SERVER, UNHURRIED } from '../mcp/support/serverProcess.ts';
import { OWN_AUDIT } from '../support/auditFolder.ts';

/** A client written in Python, which starts the built server itself and takes its orders from here. */
export class PythonClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #stderr = '';

  /**
   * @param script in this folder
   * @param packages the folder in which it finds what it imports
   * @param env further variables for the server
   */
  constructor(script: string, packages: string, connection: Connection, env: Record<string, string> = {}) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(
      'python3',
      ['-B', path.join(import.meta.dirname, script), process.execPath, path.resolve(SERVER)],
      {
        env: {
          PATH,
          HOME,
          PYTHONPATH: packages,
          ...connectionToEnvironment(connection),
          ...OWN_AUDIT,
          ...UNHURRIED,
          ...env,
        },
      },
    );
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Has the client do something, one thing at a time. @throws Error with what Python raised */
  async ask<T>(method: string, params: object = {}): Promise<T> {
    this.#child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`The Python client ended: ${this.#stderr}`);
    const answer = JSON.parse(value) as { result: T } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer.result;
  }

  /** Ends the client as its user would, and with it the server; the exit code of the client. */
  async close(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    return exited;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
