import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Environment } from '../../shared/environment.ts';
import { UsageError } from '../cli/commandLine.ts';
import { textTable } from '../cli/textTable.ts';

/** The default of the other servers for Kestra. */
const DEFAULT_PORT = 8081;

interface Option {
  flag: string;
  variable: string;
  /** Shown in the help. */
  value: string;
  meaning: string;
}

/** An option wins over its variable. Secrets have none: other users of a machine see command lines. */
const OPTIONS = {
  host: {
    flag: 'host',
    variable: 'KESTRA_MCP_HOST',
    value: 'HOST',
    meaning: 'where to listen; 127.0.0.1 when absent',
  },
  port: {
    flag: 'port',
    variable: 'KESTRA_MCP_PORT',
    value: 'PORT',
    meaning: `0 for any free one; ${DEFAULT_PORT} when absent`,
  },
  managementPort: {
    flag: 'management-port',
    variable: 'KESTRA_MCP_MANAGEMENT_PORT',
    value: 'PORT',
    meaning: 'health and figures at a port of their own, which is not for the outside',
  },
  publicUrl: {
    flag: 'public-url',
    variable: 'KESTRA_MCP_PUBLIC_URL',
    value: 'URL',
    meaning: 'how clients call this server, such as https://kestra-mcp.example.com',
  },
  auth: {
    flag: 'auth',
    variable: 'KESTRA_MCP_AUTH',
    value: 'MODE',
    meaning:
      'token (one token, when absent), oauth (tokens of an issuer), facade (own tokens after a sign-in at an issuer) or none',
  },
  issuer: {
    flag: 'issuer',
    variable: 'OIDC_ISSUER_URL',
    value: 'URL',
    meaning: 'with oauth and facade: where people sign in',
  },
  clientId: {
    flag: 'client-id',
    variable: 'OIDC_CLIENT_ID',
    value: 'ID',
    meaning: 'as whom this server is registered at the issuer; needed with facade',
  },
  oidcScopes: {
    flag: 'oidc-scopes',
    variable: 'OIDC_SCOPES',
    value: 'TEXT',
    meaning: 'what it asks of the issuer there; openid profile email when absent',
  },
  allowRegistration: {
    flag: 'allow-registration',
    variable: 'KESTRA_MCP_ALLOW_REGISTRATION',
    value: 'true',
    meaning: 'with facade: clients without a published description may register themselves',
  },
  audience: {
    flag: 'audience',
    variable: 'KESTRA_MCP_AUDIENCE',
    value: 'TEXT',
    meaning: 'with oauth: whom tokens are for, where the issuer cannot name the public URL',
  },
  ignoreScopes: {
    flag: 'ignore-scopes',
    variable: 'KESTRA_MCP_IGNORE_SCOPES',
    value: 'true',
    meaning: 'with oauth: roles alone decide, for issuers without scopes of ours',
  },
  roles: {
    flag: 'roles',
    variable: 'KESTRA_MCP_ROLES',
    value: 'FILE',
    meaning: 'with oauth and facade: who may do what, in YAML',
  },
  credentials: {
    flag: 'credentials',
    variable: 'KESTRA_MCP_CREDENTIALS',
    value: 'WHOSE',
    meaning:
      'with oauth and facade: shared (those of KESTRA_*, when absent) or own (a Kestra token of each person)',
  },
  origins: {
    flag: 'allowed-origins',
    variable: 'KESTRA_MCP_ALLOWED_ORIGINS',
    value: 'URLS',
    meaning: 'pages that may call from a browser, between commas',
  },
  tlsCert: {
    flag: 'tls-cert',
    variable: 'KESTRA_MCP_TLS_CERT',
    value: 'FILE',
    meaning: 'certificate, where no proxy speaks TLS',
  },
  tlsKey: { flag: 'tls-key', variable: 'KESTRA_MCP_TLS_KEY', value: 'FILE', meaning: 'its key' },
} as const satisfies Record<string, Option>;

const TOKEN_VARIABLE = 'KESTRA_MCP_TOKEN';
const SECRET_VARIABLE = 'OIDC_CLIENT_SECRET';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ });

const settingsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  port: port.default(DEFAULT_PORT),
  managementPort: port.optional(),
  publicUrl: url.optional(),
  auth: z.enum(['token', 'oauth', 'facade', 'none']).default('token'),
  issuer: url.optional(),
  clientId: z.string().optional(),
  oidcScopes: z
    .string()
    .regex(/(^| )openid( |$)/, 'must have openid')
    .default('openid profile email'),
  allowRegistration: z.stringbool().default(false),
  audience: z.string().optional(),
  ignoreScopes: z.stringbool().default(false),
  roles: z.string().optional(),
  credentials: z.enum(['shared', 'own']).default('shared'),
  origins: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  tlsCert: z.string().optional(),
  tlsKey: z.string().optional(),
});

export type ServeSettings = z.output<typeof settingsSchema> & {
  /** The token of the one person who may come; made up at the start when absent. */
  token?: string | undefined;
  /** The secret of `clientId`. */
  clientSecret?: string | undefined;
};

export const SERVE_HELP = `MCP over Streamable HTTP.

${textTable(
  Object.values(OPTIONS).map(({ flag, value, meaning, variable }) => [
    `--${flag} ${value}`,
    meaning,
    variable,
  ]),
)}

${TOKEN_VARIABLE}: the token of --auth token; without it one is made up and printed once.
${SECRET_VARIABLE}: the secret of --client-id.`;

/** What `kestra-mcp serve` is told. @throws UsageError */
export function parseServeSettings(args: readonly string[], env: Environment): ServeSettings | 'help' {
  const flags = parsed(args);
  if (flags['help'] === true) return 'help';
  const given = Object.entries(OPTIONS).map(([key, { flag, variable }]) => [
    key,
    flags[flag] ?? (env[variable]?.trim() || undefined),
  ]);
  const settings = settingsSchema.safeParse(Object.fromEntries(given));
  if (!settings.success) throw new UsageError(settings.error.issues.map(describeIssue).join('; '));
  checkTogether(settings.data);
  return {
    ...settings.data,
    token: env[TOKEN_VARIABLE]?.trim() || undefined,
    clientSecret: env[SECRET_VARIABLE]?.trim() || undefined,
  };
}

/** @throws UsageError for settings that are right alone but not together */
function checkTogether(settings: ServeSettings): void {
  const { host, auth, issuer, publicUrl, credentials, tlsCert, tlsKey } = settings;
  if (auth === 'none' && !isLoopbackHost(host)) {
    throw new UsageError(`--auth none is for this machine alone, not for --host ${host}.`);
  }
  if (hasPeople(auth) && (issuer === undefined || publicUrl === undefined)) {
    throw new UsageError(
      `--auth ${auth} needs --issuer and --public-url: tokens are made out to that address.`,
    );
  }
  if (auth === 'facade') checkFacade(settings);
  if (credentials === 'own' && !hasPeople(auth)) {
    throw new UsageError('--credentials own needs --auth oauth or facade: nobody else has a name.');
  }
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new UsageError('--tls-cert and --tls-key belong together.');
  }
}

function hasPeople(auth: ServeSettings['auth']): boolean {
  return auth === 'oauth' || auth === 'facade';
}

/** @throws UsageError */
function checkFacade({ clientId, publicUrl = '', issuer = '' }: ServeSettings): void {
  if (clientId === undefined)
    throw new UsageError('--auth facade needs --client-id: it is a client of the issuer.');
  for (const [flag, address] of Object.entries({ 'public-url': publicUrl, issuer })) {
    const { protocol, hostname } = new URL(address);
    if (protocol === 'https:' || isLoopbackHost(hostname)) continue;
    throw new UsageError(`--${flag} has to be https, since sign-ins go over it.`);
  }
}

/** Names below `localhost` are this machine, too (RFC 6761 §6.3). */
export function isLoopbackHost(host: string): boolean {
  return (
    /(^|\.)localhost$/.test(host) || /^\[?::1\]?$/.test(host) || (isIP(host) === 4 && host.startsWith('127.'))
  );
}

function parsed(args: readonly string[]): Readonly<Record<string, unknown>> {
  const strings = Object.values(OPTIONS).map(({ flag }) => [flag, { type: 'string' as const }]);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(strings), help: { type: 'boolean', short: 'h' } },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function describeIssue({ path, message }: { path: PropertyKey[]; message: string }): string {
  const option = Object.entries(OPTIONS).find(([key]) => key === path[0])?.[1];
  return option === undefined ? message : `--${option.flag} (${option.variable}): ${message}`;
}
