import type { KestraEe } from '../standIn.ts';

export interface Answer {
  status: number;
  /** JSON, or the text of an answer that is none. */
  body: unknown;
}

/** A bare client of the stand-in's own tests. */
export class Client {
  readonly #baseUrl: string;
  readonly #token: string;

  constructor({ baseUrl, token }: Pick<KestraEe, 'baseUrl' | 'token'>) {
    this.#baseUrl = baseUrl;
    this.#token = token;
  }

  /** `path` is below `/api/v1`; a text is sent as YAML, anything else as JSON. */
  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const isYaml = typeof body === 'string';
    const type = isYaml ? 'application/x-yaml' : 'application/json';
    const response = await fetch(`${this.#baseUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      body: body === undefined ? null : isYaml ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  /** The JSON answer of a call that has to succeed. */
  async json<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body as Body;
  }
}
