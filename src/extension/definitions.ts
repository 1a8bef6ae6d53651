import { createHash } from 'node:crypto';
import path from 'node:path';
import { connectionToEnvironment, VARIABLES } from '../shared/variables.ts';
import { toConnection, type ConnectionProfile } from './connections/profile.ts';

/** A server definition without its secret: what VS Code may keep and show. */
export interface PlannedDefinition {
  connectionId: string;
  label: string;
  /** A null removes a variable that VS Code's own environment may carry. */
  env: Record<string, string | null>;
  version: string;
}

export interface ServerSurroundings {
  extensionVersion: string;
  /** Folder for V8's compile cache, which halves the server's start. */
  cacheFolder: string;
  proxy?: string | undefined;
  /** Which tools the agent gets; absent where the user left it at its default. */
  toolset?: readonly string[] | undefined;
  /** Whether tool calls may be tasks; absent where the user left it at its default. */
  tasks?: string | undefined;
  /** How much an agent may do a minute; absent where the user left it at its default. */
  rateLimits?: string | undefined;
  /** How calls ask the user and end. */
  calls?: Readonly<Record<string, string>> | undefined;
  /** Folders of the workspace, from which the agent may send files as inputs. */
  folders: readonly string[];
}

/** Which tools there are, and how they run, may be told to all servers at once; the rest of VS Code's environment must not reach them. */
const PASSED_ON: readonly string[] = [
  VARIABLES.disabledGroups,
  VARIABLES.toolset,
  VARIABLES.tasks,
  VARIABLES.rateLimits,
  VARIABLES.audit,
  VARIABLES.auditStrict,
];
const CLEARED = Object.fromEntries(
  Object.values(VARIABLES)
    .filter((name) => !PASSED_ON.includes(name))
    .map((name) => [name, null]),
);

/** One definition per connection. No secret is in them, and none is read. */
export function planDefinitions(
  profiles: readonly ConnectionProfile[],
  surroundings: ServerSurroundings,
): PlannedDefinition[] {
  return profiles.map((profile) => {
    const single = profiles.length === 1;
    const env = environmentOf({ ...profile, auth: { kind: 'none' } }, undefined, { single, surroundings });
    return {
      connectionId: profile.id,
      label: single ? 'Kestra' : `Kestra ${profile.name}`,
      env,
      version: versionOf(profile, env, surroundings),
    };
  });
}

/**
 * The environment with which the server really starts.
 *
 * @param planned that of the definition, to be completed
 * @throws Failure `unauthenticated` when the secret is needed and missing
 */
export function completeEnvironment(
  planned: Readonly<Record<string, string | number | null>>,
  profile: ConnectionProfile,
  secret: string | undefined,
): Record<string, string | number | null> {
  const { auth } = toConnection(profile, secret);
  const { baseUrl, tenant, access, verifyTls } = profile;
  const withSecret = connectionToEnvironment({ baseUrl, tenant, access, verifyTls, auth });
  // The host's executable is Electron on the desktop; this makes it behave as Node.
  return { ...planned, ...withSecret, ELECTRON_RUN_AS_NODE: '1' };
}

function environmentOf(
  profile: ConnectionProfile,
  secret: string | undefined,
  { single, surroundings }: { single: boolean; surroundings: ServerSurroundings },
): Record<string, string | null> {
  const { name, ...connection } = toConnection(profile, secret);
  const { proxy, cacheFolder, toolset, tasks, rateLimits, calls, folders } = surroundings;
  return {
    ...CLEARED,
    // Set even when it is empty: the server starts in the user's home, which nobody has opened.
    [VARIABLES.fileFolders]: folders.join(path.delimiter),
    // Left out, it may come from VS Code's own environment.
    ...(toolset === undefined ? {} : { [VARIABLES.toolset]: toolset.join(',') }),
    ...(tasks === undefined ? {} : { [VARIABLES.tasks]: tasks }),
    ...(rateLimits === undefined ? {} : { [VARIABLES.rateLimits]: rateLimits }),
    ...calls,
    // The name becomes part of the tools' names, where a single connection needs none.
    ...connectionToEnvironment({ ...connection, proxy, name: single ? undefined : name }),
    KESTRA_MCP_CACHE_DIR: cacheFolder,
  };
}

/** VS Code keeps a server's tools until its version changes: configuration, secret and release are in it. */
function versionOf(
  profile: ConnectionProfile,
  env: Record<string, string | null>,
  { extensionVersion }: ServerSurroundings,
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([env, profile.auth]))
    .digest('hex');
  return `${extensionVersion}+${hash.slice(0, 12)}.r${profile.secretRevision}`;
}
