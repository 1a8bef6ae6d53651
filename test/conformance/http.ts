import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** The server which is asked, and how to sign in. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Replaces the credentials of the endpoint; `null` sends none. */
  readonly authorization?: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Media type without parameters. */
  readonly contentType: string | null;
  readonly text: string;
}

/** Sends one request and reads the whole answer. The path goes out as given, not normalised. */
export async function send(endpoint: Endpoint, request: HttpRequest): Promise<HttpAnswer> {
  const message = await open(endpoint, request);
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    contentType: mediaType(message),
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Sends one request and returns as soon as the headers are there; the caller reads or destroys the body. */
export function open(endpoint: Endpoint, request: HttpRequest): Promise<IncomingMessage> {
  const url = new URL(endpoint.baseUrl);
  const prefix = url.pathname.replace(/\/$/, '');
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = start(
      {
        host: url.hostname,
        port: url.port,
        method: request.method,
        path: prefix + request.path,
        headers: requestHeaders(endpoint, request),
        // A connection of its own for every request: the server closes kept ones after some errors.
        agent: false,
      },
      resolve,
    );
    // Webhooks give the headers back: send none which the caller did not ask for.
    outgoing.removeHeader('Connection');
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

export function mediaType(message: IncomingMessage): string | null {
  return message.headers['content-type']?.split(';')[0]?.trim() ?? null;
}

function requestHeaders(endpoint: Endpoint, request: HttpRequest): Record<string, string> {
  const basic = `Basic ${Buffer.from(`${endpoint.username}:${endpoint.password}`).toString('base64')}`;
  const authorization = request.authorization === undefined ? basic : request.authorization;
  return {
    ...(authorization === null ? {} : { Authorization: authorization }),
    ...(request.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(request.body)) }),
    ...request.headers,
  };
}
