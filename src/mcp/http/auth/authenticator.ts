import type { IncomingMessage } from 'node:http';
import type { Principal } from '../principal.ts';

export interface Authenticator {
  /** @throws Unauthorized when the request does not prove who makes it */
  authenticate(request: IncomingMessage): Promise<Principal>;
}

/** Answered with 401 or 403 and a challenge that tells the client how to get in (RFC 6750 §3, RFC 9728 §5.1). */
export class Unauthorized extends Error {
  readonly status: 401 | 403;
  /** Parameters of the Bearer challenge. */
  readonly challenge: Readonly<Record<string, string>>;
  /** Whose request it was, where that is known. */
  readonly who: string | undefined;

  constructor(
    message: string,
    challenge: Record<string, string> = {},
    status: 401 | 403 = 401,
    who?: string,
  ) {
    super(message);
    this.status = status;
    this.who = who;
    this.challenge = challenge;
  }
}

/** @returns undefined without an `Authorization: Bearer` header; a token in the query is never looked at */
export function bearerTokenOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? '')?.[1];
}

/** The value of `WWW-Authenticate`. */
export function challengeHeader(parameters: Readonly<Record<string, string>>): string {
  const quoted = Object.entries(parameters).map(
    ([name, value]) => `${name}="${value.replaceAll(/[^ -~]|["\\]/g, ' ')}"`,
  );
  return quoted.length === 0 ? 'Bearer' : `Bearer ${quoted.join(', ')}`;
}
