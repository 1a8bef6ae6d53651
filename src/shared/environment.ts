import path from 'node:path';
import * as z from 'zod';
import { usualAuditFolder } from './audit/auditFiles.ts';
import { Failure } from './failure.ts';
import { patternsOf, type NamespaceScope } from './namespaceScope.ts';
import { parseRateLimits, RATE_BUCKETS, type RateLimits } from './rateLimits.ts';
import { VARIABLES } from './variables.ts';
import {
  ACCESS_LEVELS,
  connectionSchema,
  normalizeBaseUrl,
  type Auth,
  type Connection,
} from './connection.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the server beside its connection. */
export interface ServerSettings {
  /** Tool groups that are switched off (`KESTRA_MCP_DISABLED_TOOLS`). */
  disabledGroups: readonly string[];
  /** `default`, `all`, names of groups; or `compat` alone: the official server's tools (`KESTRA_MCP_TOOLSET`). */
  toolset: readonly string[];
  /** Folders of this machine below which inputs may name files by path (`KESTRA_MCP_FILE_ROOTS`). */
  fileFolders: readonly string[];
  /** Deletes without asking a person where the client cannot ask one (`KESTRA_MCP_ALLOW_UNCONFIRMED`). */
  allowUnconfirmed: boolean;
  /** What becomes of an execution whose call is cancelled (`KESTRA_MCP_ON_CANCEL`). */
  onCancel: OnCancel;
  /** How long a person may think about a question (`KESTRA_MCP_ASK_SECONDS`). */
  askSeconds: number;
  /** Asks the person for the form of a pause, unless the call says otherwise (`KESTRA_MCP_ASK_AT_PAUSE`). */
  askAtPause: boolean;
  /** Which clients may send tool calls as tasks (`KESTRA_MCP_TASKS`): all but VS Code, all, or none. */
  tasks?: TasksSetting | undefined;
  audit: AuditSettings;
}

export interface AuditSettings {
  /** Absolute; absent when nothing is kept (`KESTRA_MCP_AUDIT`). */
  folder: string | undefined;
  /** A call that cannot be noted is not made (`KESTRA_MCP_AUDIT_STRICT`). */
  strict: boolean;
}

export const TASKS_SETTINGS = ['auto', 'on', 'off'] as const;
export type TasksSetting = (typeof TASKS_SETTINGS)[number];

/** It goes on, or it is killed. */
export const ON_CANCEL = ['leave', 'kill'] as const;
export type OnCancel = (typeof ON_CANCEL)[number];

/** Longer than anybody looks at a dialog. */
const MOST_ASK_SECONDS = 3_600;
const DEFAULT_ASK_SECONDS = 300;

/** The official server's default address. */
const DEFAULT_BASE_URL = 'http://localhost:8080';

/**
 * The connection that the environment describes.
 *
 * @throws Failure `invalid`, naming each variable that is wrong, never its value if that is a secret
 */
export function connectionFromEnvironment(env: Environment): Connection {
  const read = (variable: string): string | undefined => env[variable]?.trim() || undefined;
  const username = read(VARIABLES.username);
  // A password may begin or end with a space.
  const password = env[VARIABLES.password] || undefined;
  const token = read(VARIABLES.token);
  if (token === undefined && (username === undefined) !== (password === undefined)) {
    const missing = username === undefined ? VARIABLES.username : VARIABLES.password;
    throw new Failure(
      'invalid',
      `${missing} is not set: basic authentication needs both user name and password.`,
    );
  }
  const parsed = z.safeParse(connectionSchema, {
    name: read(VARIABLES.name),
    baseUrl: read(VARIABLES.baseUrl) ?? DEFAULT_BASE_URL,
    tenant: read(VARIABLES.tenant),
    auth: authFrom(username, password, token),
    access: read(VARIABLES.access)?.toLowerCase(),
    namespaces: scopeFrom(read(VARIABLES.namespaces), read(VARIABLES.deniedNamespaces)),
    apiVersion: apiVersionFrom(read(VARIABLES.apiVersion)),
    caFile: read(VARIABLES.caFile),
    verifyTls: booleanFrom(read(VARIABLES.verifyTls)),
    proxy: read(VARIABLES.proxy) ?? proxyFrom(env, read(VARIABLES.baseUrl) ?? DEFAULT_BASE_URL),
  });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => describeIssue(issue.path, issue.message));
  throw new Failure('invalid', `The configuration of the server is wrong: ${wrong.join('; ')}.`, {
    hint: 'Correct the environment variable and start the server again.',
  });
}

/** @param workingFolder allowed for files when the environment names no folders */
export function settingsFromEnvironment(env: Environment, workingFolder?: string): ServerSettings {
  const toolset = wordsOf(env[VARIABLES.toolset]);
  const folders = env[VARIABLES.fileFolders]?.split(path.delimiter) ?? [workingFolder ?? ''];
  return {
    disabledGroups: wordsOf(env[VARIABLES.disabledGroups]),
    toolset: toolset.length > 0 ? toolset : ['default'],
    fileFolders: folders.filter((folder) => path.isAbsolute(folder)),
    // Only the plain word switches it on: a typing error must not.
    allowUnconfirmed: isTrue(env[VARIABLES.allowUnconfirmed]),
    onCancel: env[VARIABLES.onCancel]?.trim().toLowerCase() === 'kill' ? 'kill' : 'leave',
    askSeconds: secondsFrom(env[VARIABLES.askSeconds]),
    askAtPause: isTrue(env[VARIABLES.askAtPause]),
    tasks: TASKS_SETTINGS.find((setting) => setting === tasksText(env)) ?? 'auto',
    audit: auditSettingsFrom(env),
  };
}

/** Where the audit log lies, for those who write it and those who read it. */
export function auditSettingsFrom(env: Environment): AuditSettings {
  const chosen = env[VARIABLES.audit]?.trim() || undefined;
  const isOff = chosen !== undefined && booleanFrom(chosen) === false;
  return {
    folder: isOff ? undefined : chosen === undefined ? usualAuditFolder(env) : path.resolve(chosen),
    strict: booleanFrom(env[VARIABLES.auditStrict]?.trim() || undefined) ?? false,
  };
}

function isTrue(text = ''): boolean {
  return text.trim().toLowerCase() === 'true';
}

function secondsFrom(text = ''): number {
  const seconds = Number(text);
  return seconds > 0 ? Math.min(seconds, MOST_ASK_SECONDS) : DEFAULT_ASK_SECONDS;
}

/** @throws Failure `invalid` for a word that says nothing about tasks */
export function checkTasksSetting(env: Environment): void {
  const text = tasksText(env);
  if (TASKS_SETTINGS.some((setting) => setting === text)) return;
  throw new Failure('invalid', `${VARIABLES.tasks}: expected one of ${TASKS_SETTINGS.join(', ')}.`, {
    hint: 'Correct the environment variable and start the server again.',
  });
}

function tasksText(env: Environment): string {
  return env[VARIABLES.tasks]?.trim().toLowerCase() || 'auto';
}

function scopeFrom(allowed = '', denied = ''): NamespaceScope | undefined {
  const scope = { allow: patternsOf(allowed), deny: patternsOf(denied) };
  return scope.allow.length + scope.deny.length > 0 ? scope : undefined;
}

/** @throws Failure `invalid` for limits that mean nothing: a typing error would lift them without a word */
export function rateLimitsFromEnvironment(env: Environment, usual?: RateLimits): RateLimits {
  const parsed = parseRateLimits(env[VARIABLES.rateLimits] ?? '', usual);
  if ('limits' in parsed) return parsed.limits;
  throw new Failure('invalid', `${VARIABLES.rateLimits}: ${parsed.wrong.join(', ')} is no limit.`, {
    hint: `Write it like trigger=30,write=unlimited; there are ${RATE_BUCKETS.join(', ')}.`,
  });
}

/** Words between commas, in small letters. */
function wordsOf(text = ''): string[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  return words.filter((word) => word !== '');
}

/** User name and password win over a token, as in the official server. */
function authFrom(username?: string, password?: string, token?: string): Auth {
  if (username !== undefined && password !== undefined) return { kind: 'basic', username, password };
  if (token !== undefined) return { kind: 'token', token };
  return { kind: 'none' };
}

/** `1`, `1.3`, `2.0.1` all name a major; anything else is left for the schema to refuse. */
function apiVersionFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === 'auto') return undefined;
  return Number(/^v?(\d+)(\.|$)/.exec(text)?.[1] ?? Number.NaN);
}

function booleanFrom(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : !['false', '0', 'no', 'off'].includes(text.toLowerCase());
}

/** The usual proxy variables, with the hosts that NO_PROXY exempts. */
function proxyFrom(env: Environment, baseUrl: string): string | undefined {
  const url = rootOf(baseUrl);
  if (url === undefined) return undefined;
  const { protocol, hostname } = url;
  const exempt = (env['NO_PROXY'] ?? env['no_proxy'] ?? '')
    .split(',')
    .map((host) => host.trim().replace(/^\*?\./, ''));
  if (
    exempt.some(
      (host) => host === '*' || (host !== '' && (hostname === host || hostname.endsWith(`.${host}`))),
    )
  ) {
    return undefined;
  }
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return env[name]?.trim() || env[name.toLowerCase()]?.trim() || undefined;
}

/** An address that is none is reported with all else that is wrong. */
function rootOf(baseUrl: string): URL | undefined {
  try {
    return new URL(normalizeBaseUrl(baseUrl));
  } catch {
    return undefined;
  }
}

function describeIssue([field, part]: readonly PropertyKey[], message: string): string {
  const name = part === 'deny' ? 'deniedNamespaces' : field;
  const variable =
    Object.entries(VARIABLES).find(([key]) => key === name)?.[1] ?? String(field ?? 'connection');
  const expected = variable === VARIABLES.access ? `expected one of ${ACCESS_LEVELS.join(', ')}` : message;
  return `${variable}: ${expected}`;
}
