import type { Dispatcher } from 'undici';
import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Connection } from '../shared/connection.ts';
import { Deadline } from './deadline.ts';
import { createDispatcher, proxyOf } from './dispatcher.ts';
import { encodeForm } from './multipart.ts';
import { failureFromNetwork } from './networkError.ts';
import { failureFromResponse } from './responseError.ts';
import { queryString, type Query } from './query.ts';
import { Slots } from './slots.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Query | undefined;
  body?: string | FormData | undefined;
  /** Content type of a text body; multipart bodies bring their own. */
  contentType?: string | undefined;
  accept?: string | undefined;
  /** Further headers; values are ASCII. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Cancels the request; the answer is then a Failure `cancelled`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds until the whole call counts as a Failure `timeout`. Default 30,000. */
  deadlineMs?: number | undefined;
}

export interface Response {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  bytes: Buffer;
  /** The same as UTF-8. */
  text: string;
}

const DEFAULT_DEADLINE_MS = 30_000;
/** Far above any sane answer of the API; protects this process from an endless one. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;
const MAX_RETRIES = 2;
/** Longer than this a caller would rather hear `Retry-After` than wait. */
const MAX_RETRY_DELAY_MS = 5_000;
/** Sockets to one instance: beyond them nothing gets quicker, and Kestra serves others too. */
const MAX_REQUESTS = 32;
/** A request may wait for its turn so many times as long as for its answer. */
const PATIENCE_IN_LINE = 4;
/** Each is a subscriber that Kestra keeps. */
const MAX_STREAMS = 64;

/** Sends requests to one Kestra instance: credentials, TLS, proxy, deadlines, retries, error mapping. */
export class Transport {
  readonly #connection: Connection;
  readonly #authorization: string | undefined;
  /** One that reuses connections, and one that does not. */
  readonly #dispatchers = new Map<boolean, Promise<Dispatcher>>();
  readonly #requests = new Slots(MAX_REQUESTS);
  readonly #streams = new Slots(MAX_STREAMS);

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#authorization = authorizationOf(connection);
  }

  /**
   * One call; `url` is the path below the instance's root, already encoded. Only GET is retried: whatever may have
   * been carried out is never sent twice. Where very many are under way it waits for its turn.
   *
   * @throws Failure for everything but a 2xx answer
   */
  async send(url: string, options: RequestOptions = {}): Promise<Response> {
    await this.#turn(options);
    try {
      return await this.#sendNow(url, options);
    } finally {
      this.#requests.release();
    }
  }

  async #turn({ signal, deadlineMs = DEFAULT_DEADLINE_MS }: RequestOptions): Promise<void> {
    if (this.#requests.tryTake()) return;
    const limit = AbortSignal.timeout(PATIENCE_IN_LINE * deadlineMs);
    if (await this.#requests.take(signal === undefined ? limit : AbortSignal.any([signal, limit]))) return;
    if (signal?.aborted) throw cancelled(signal.reason);
    throw new Failure(
      'unavailable',
      told`Kestra was not asked: ${MAX_REQUESTS} other requests wait for its answer.`,
      {
        hint: told`Nothing happened; try again in a moment, with fewer calls at a time.`,
      },
    );
  }

  async #sendNow(url: string, options: RequestOptions): Promise<Response> {
    const deadline = new Deadline(options.deadlineMs ?? DEFAULT_DEADLINE_MS, options.signal);
    try {
      return await this.#retrying(url, options, deadline);
    } finally {
      deadline.done();
    }
  }

  async #retrying(url: string, options: RequestOptions, deadline: Deadline): Promise<Response> {
    const { signal } = deadline;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt(url, options, signal);
      } catch (error) {
        const failure = this.#describe(error, options, deadline);
        const delay = retryDelay(failure, options.method ?? 'GET', attempt);
        if (delay !== undefined && (await sleep(delay, signal))) continue;
        throw options.signal?.aborted ? cancelled(failure) : failure;
      }
    }
  }

  /**
   * The pieces of a streamed answer. They have no deadline, since streams are silent for hours; the caller's signal
   * ends it, and so does leaving the loop.
   *
   * @throws Failure, also for a stream that breaks; `unavailable` when there are very many already
   */
  async *stream(url: string, options: RequestOptions & { signal: AbortSignal }): AsyncGenerator<Buffer> {
    if (!this.#streams.tryTake())
      throw new Failure('unavailable', told`${MAX_STREAMS} streams are open already.`);
    try {
      const response = await this.#request(url, options, options.signal, { isStream: true });
      if (response.statusCode >= 300) throw failed(response, await readBytes(response.body));
      yield* response.body;
    } catch (error) {
      throw this.#describe(error, options, undefined);
    } finally {
      this.#streams.release();
    }
  }

  async close(): Promise<void> {
    const dispatchers = await Promise.allSettled(this.#dispatchers.values());
    for (const made of dispatchers) if (made.status === 'fulfilled') await made.value.destroy();
  }

  #dispatcher({ reuse }: { reuse: boolean }): Promise<Dispatcher> {
    const known = this.#dispatchers.get(reuse);
    if (known !== undefined) return known;
    const made = createDispatcher(this.#connection, reuse ? { connections: MAX_REQUESTS } : 'single use');
    this.#dispatchers.set(reuse, made);
    // The file of authorities may be there the next time.
    made.catch(() => this.#dispatchers.delete(reuse));
    return made;
  }

  async #attempt(url: string, options: RequestOptions, signal: AbortSignal): Promise<Response> {
    const response = await this.#request(url, options, signal, { isStream: false });
    const bytes = await readBytes(response.body);
    if (response.statusCode >= 300) throw failed(response, bytes);
    requirePlain(response.headers['content-encoding']);
    return { status: response.statusCode, headers: response.headers, bytes, text: bytes.toString('utf8') };
  }

  async #request(
    url: string,
    { method = 'GET', query = [], body, contentType, accept = '*/*', headers = {} }: RequestOptions,
    signal: AbortSignal,
    { isStream }: { isStream: boolean },
  ): Promise<Dispatcher.ResponseData> {
    const isForm = body instanceof FormData;
    const payload = isForm ? await encodeForm(body) : { body: body ?? null, contentType };
    const { origin, pathname, search } = new URL(this.#connection.baseUrl + url + queryString(query));
    const dispatcher = await this.#dispatcher({ reuse: !isForm && !isStream });
    return dispatcher.request({
      origin,
      path: pathname + search,
      method,
      signal,
      body: payload.body,
      ...(isStream ? { bodyTimeout: 0 } : {}),
      headers: {
        ...headers,
        accept,
        ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }),
        ...(payload.contentType === undefined ? {} : { 'content-type': payload.contentType }),
      },
    });
  }

  #describe(error: unknown, options: RequestOptions, deadline: Deadline | undefined): Failure {
    if (error instanceof Failure) return error;
    if (options.signal?.aborted) return cancelled(error);
    if (deadline?.isOver) {
      const seconds = (options.deadlineMs ?? DEFAULT_DEADLINE_MS) / 1000;
      return new Failure(
        'timeout',
        told`Kestra at ${this.#connection.baseUrl} did not answer within ${seconds} s.`,
        {
          hint: told`Look at the present state before doing it again: Kestra may still carry it out.`,
          cause: error,
        },
      );
    }
    const { baseUrl } = this.#connection;
    return failureFromNetwork(error, { baseUrl, proxy: proxyOf(this.#connection) });
  }
}

function cancelled(cause: unknown): Failure {
  return new Failure('cancelled', told`The call was cancelled.`, { cause });
}

function authorizationOf({ auth }: Connection): string | undefined {
  if (auth.kind === 'token') return `Bearer ${auth.token}`;
  if (auth.kind === 'basic')
    return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
  return undefined;
}

function failed(response: Dispatcher.ResponseData, body: Buffer): Failure {
  const header = (name: string): string | undefined => [response.headers[name]].flat()[0];
  return failureFromResponse({
    status: response.statusCode,
    contentType: header('content-type') ?? '',
    retryAfter: header('retry-after'),
    location: header('location'),
    body: body.toString('utf8'),
  });
}

/** @throws Failure for bytes that would be read as broken text */
function requirePlain(encoding: string | string[] | undefined): void {
  if (encoding === undefined || encoding === 'identity') return;
  throw new Failure(
    'unexpected',
    told`The answer is compressed (${String(encoding)}), which was not asked for.`,
    {
      hint: told`What stands before Kestra must not compress for clients that do not take it.`,
    },
  );
}

async function readBytes(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Failure('unexpected', told`The answer is larger than ${MAX_BODY_BYTES >> 20} MB.`, {
        hint: told`Ask for less: filter, or a smaller page.`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Milliseconds to wait before another try, or undefined when there shall be none. */
function retryDelay(failure: Failure, method: string, attempt: number): number | undefined {
  const passing = Failure.is(failure, 'unavailable', 'rate_limited', 'interrupted');
  if (method !== 'GET' || attempt >= MAX_RETRIES || !passing) return undefined;
  const delay =
    failure.retryAfterSeconds === undefined ? 200 * 2 ** attempt : failure.retryAfterSeconds * 1000;
  return delay <= MAX_RETRY_DELAY_MS ? delay : undefined;
}

/** Resolves true after the delay, false at once when the signal says stop. */
function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = (): void => finish(false);
    const timer = setTimeout(() => finish(true), ms);
    const finish = (slept: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(slept);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
