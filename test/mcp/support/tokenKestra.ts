import { request as forward } from 'node:http';
import type { Connection } from '../../../src/shared/connection.ts';
import { authorization } from '../../support/authorization.ts';
import { startHttpServer } from '../../support/httpServer.ts';

export interface TokenKestra {
  connection: Connection;
  /** Who has asked something of Kestra so far. */
  readonly callers: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A Kestra that knows people by their API tokens `token-of-<name>`, as only the Enterprise Edition does. */
export async function startTokenKestra(kestra: Connection): Promise<TokenKestra> {
  const callers = new Set<string>();
  const server = await startHttpServer(({ method, url, headers, body }, response) => {
    const [, caller] = /^Bearer token-of-(\w+)$/.exec(headers.authorization ?? '') ?? [];
    if (caller !== undefined) callers.add(caller);
    const known = caller === undefined ? {} : authorization(kestra);
    const { authorization: _, ...others } = headers;
    forward(new URL(url, kestra.baseUrl), { method, headers: { ...others, ...known } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.once('error', () => response.destroy()).pipe(response);
    })
      .on('error', () => response.destroy())
      .end(body);
  });
  const { baseUrl } = server;
  return {
    connection: { ...kestra, baseUrl, auth: { kind: 'token', token: 'nobody' } },
    callers,
    close: server.close,
  };
}
