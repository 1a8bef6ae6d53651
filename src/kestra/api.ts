import * as z from 'zod';
import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import { path } from './path.ts';
import type { RequestOptions, Response, Transport } from './transport.ts';

/** Calls below `/api/v1/{tenant}`, with answers checked against the part of the API that we use. */
export class Api {
  readonly #transport: Transport;
  readonly #tenant: string;

  constructor(transport: Transport, tenant: string) {
    this.#transport = transport;
    this.#tenant = tenant;
  }

  /** Path of a tenant-scoped route, for streams. */
  url(route: string): string {
    return path`/api/v1/${this.#tenant}` + route;
  }

  /** Sends a tenant-scoped request whose answer does not matter beyond its success. */
  send(route: string, options: RequestOptions): Promise<Response> {
    return this.#transport.send(this.url(route), options);
  }

  /** Sends a tenant-scoped request and reads its JSON answer. */
  async read<T extends z.ZodType>(
    schema: T,
    route: string,
    options: RequestOptions = {},
  ): Promise<z.output<T>> {
    return parseAnswer(schema, await this.send(route, options));
  }

  /** Sends to a route that belongs to the whole instance. */
  sendInstance(route: string, options: RequestOptions): Promise<Response> {
    return this.#transport.send(`/api/v1${route}`, options);
  }

  /** Reads a route that belongs to the whole instance (`/configs`). */
  async readInstance<T extends z.ZodType>(
    schema: T,
    route: string,
    options: RequestOptions,
  ): Promise<z.output<T>> {
    return parseAnswer(schema, await this.sendInstance(route, options));
  }
}

/** @throws Failure `unexpected` when the answer is not what Kestra's API gives */
export function parseAnswer<T extends z.ZodType>(schema: T, response: { text: string }): z.output<T> {
  const parsed = z.safeParse(schema, parseJson(response.text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const found = `${issue?.path.join('.')}: ${issue?.message}`;
  throw new Failure('unexpected', told`The answer is not that of Kestra's API (${found}).`, {
    hint: told`Check that the URL of this connection is that of Kestra, and its version.`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = text.trim().slice(0, 40).replaceAll(/\p{C}/gu, '\uFFFD');
    throw new Failure('unexpected', told`The answer is not JSON but begins with '${start}'.`, {
      hint: told`Check that the URL of this connection is that of Kestra and not of another service or a sign-in page.`,
    });
  }
}
