import { setTimeout as pause } from 'node:timers/promises';
import type { Values } from '../model.ts';
import type { Kestra2 } from '../standIn.ts';

export interface Answer {
  status: number;
  contentType: string | undefined;
  headers: Headers;
  body: unknown;
}

export interface Sending {
  body?: string | FormData;
  headers?: Record<string, string>;
  anonymous?: boolean;
}

const PATIENCE_MS = 5_000;

/** A bare client for tests: it sends what it is told and keeps everything of the answer. */
export class Client {
  readonly #kestra: Kestra2;

  constructor(kestra: Kestra2) {
    this.#kestra = kestra;
  }

  /** `path` is absolute, or below the tenant if it does not start with `/api`. */
  async send(method: string, path: string, { body, headers = {}, anonymous }: Sending = {}): Promise<Answer> {
    const { baseUrl, username, password } = this.#kestra;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const url = baseUrl + (path.startsWith('/api') ? path : `/api/v1/main${path}`);
    const response = await fetch(url, {
      method,
      body: body ?? null,
      headers: { ...(!anonymous && { authorization }), ...headers },
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type')?.split(';')[0];
    const json = contentType?.endsWith('json') === true && text !== '';
    return {
      status: response.status,
      contentType,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  }

  /** The JSON object of a call that has to succeed. */
  async json(method: string, path: string, sending: Sending = {}): Promise<Values> {
    const { status, body } = await this.send(method, path, sending);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body as Values;
  }

  async createFlow(source: string): Promise<Answer> {
    return this.send('POST', '/flows', { body: source, headers: { 'content-type': 'application/x-yaml' } });
  }

  /** Starts a flow and waits for a state of its execution; the id. */
  async run(flow: string, state: string, query: Record<string, string> = {}): Promise<string> {
    const { id } = await this.json(
      'POST',
      `/executions/company.team/${flow}?${new URLSearchParams(query).toString()}`,
    );
    await this.reaches(id as string, state);
    return id as string;
  }

  async reaches(id: string, state: string): Promise<Values> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const execution = await this.json('GET', `/executions/${id}`);
      if (stateOf(execution) === state) return execution;
      if (Date.now() > deadline) throw new Error(`${id} is ${stateOf(execution)}, not ${state}`);
      await pause(5);
    }
  }
}

/** The names and data of a stream's frames; named by the `id:` line. */
export function frames(text: unknown): { id: string; data: Values }[] {
  const blocks = (text as string).split('\n\n').filter(Boolean);
  return blocks.map((block) => {
    const [, id = '', data = ''] = /^id: (.+)\ndata: (.+)$/.exec(block) ?? [];
    return { id, data: JSON.parse(data) as Values };
  });
}

export function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

export function stateOf(execution: unknown): string {
  return (execution as { state: { current: string } }).state.current;
}

export function taskRun(execution: Values, taskId: string): Values {
  const run = (execution['taskRunList'] as Values[]).find((one) => one['taskId'] === taskId);
  if (!run) throw new Error(`no run of ${taskId}`);
  return run;
}
