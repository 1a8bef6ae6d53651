import * as z from 'zod';
import { namespaceScopeSchema } from './namespaceScope.ts';

/** What an agent may do on a connection, each level containing the ones before it. */
export const ACCESS_LEVELS = ['read', 'operate', 'author', 'full'] as const;
export type Access = (typeof ACCESS_LEVELS)[number];

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), username: z.string().min(1), password: z.string().min(1) }),
  z.strictObject({ kind: z.literal('token'), token: z.string().min(1) }),
]);
export type Auth = z.infer<typeof authSchema>;

/** Everything that is needed to talk to one Kestra instance: the contract between extension and server. */
export const connectionSchema = z.strictObject({
  /** Name given by the user, such as `production`; absent for a stand-alone server. */
  name: z.string().min(1).optional(),
  /** Root of the instance without `/api/v1`, no trailing slash. */
  baseUrl: z.string().transform(baseUrlOrIssue),
  tenant: z.string().min(1).default('main'),
  auth: authSchema,
  access: z.enum(ACCESS_LEVELS).default('author'),
  /** What agents may touch; every namespace without it. */
  namespaces: namespaceScopeSchema.optional(),
  /** Major version of Kestra's API; found by asking the server when absent. */
  apiVersion: z.union([z.literal(1), z.literal(2)]).optional(),
  /** PEM file with additional certificate authorities. */
  caFile: z.string().min(1).optional(),
  /** False accepts any certificate: for test systems only. */
  verifyTls: z.boolean().default(true),
  /** HTTP proxy for this connection; loopback addresses are always reached directly. */
  proxy: z.string().transform(proxyOrIssue).optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/**
 * The root of an instance from whatever a user copies: the API address, a page of the UI, a trailing slash.
 * A context path before `/api` or `/ui` is kept (`micronaut.server.context-path`).
 *
 * @throws TypeError when it is no http(s) URL
 */
export function normalizeBaseUrl(input: string): string {
  const url = httpUrl(input);
  const path = url.pathname.replace(/\/(api\/v1|ui)(\/.*)?$/, '').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

/** An address is often written without its scheme. @throws TypeError when it is no http(s) URL */
function httpUrl(input: string): URL {
  const trimmed = input.trim();
  const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new TypeError(`${url.protocol}// is not supported, use http:// or https://`);
}

/** Its text is not repeated in the issue: a proxy's address may hold a password. */
function proxyOrIssue(input: string, context: z.RefinementCtx): string {
  try {
    return httpUrl(input).href.replace(/\/$/, '');
  } catch {
    context.addIssue({ code: 'custom', message: 'expected the http:// or https:// address of a proxy' });
    return z.NEVER;
  }
}

function baseUrlOrIssue(input: string, context: z.RefinementCtx): string {
  try {
    return normalizeBaseUrl(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue({
      code: 'custom',
      message: `'${input}' is not an address of a Kestra instance (${reason})`,
    });
    return z.NEVER;
  }
}

/** Secrets of a connection, for a redactor. */
export function secretsOf(connection: Connection): string[] {
  const { auth } = connection;
  if (auth.kind === 'token') return [auth.token];
  // The header is a secret of its own: base64 of both parts, which contains neither in plain.
  if (auth.kind === 'basic') return [auth.password, `${auth.username}:${auth.password}`];
  return [];
}
