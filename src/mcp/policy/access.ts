import type { Access } from '../../shared/connection.ts';
import { ACCESS_LEVELS } from '../../shared/connection.ts';
import type { ServerSettings } from '../../shared/environment.ts';
import type { Effect, Group } from '../tool.ts';

const NEEDED: Readonly<Record<Effect, Access>> = {
  read: 'read',
  trigger: 'operate',
  write: 'author',
  delete: 'full',
  admin: 'full',
};

/** What the connection and the server's settings allow. */
export interface Policy extends ServerSettings {
  access: Access;
}

/** Why a tool must not be used here, or undefined when it may. */
export function refusal(
  tool: { name: string; effect: Effect; group: Group; daily: boolean },
  policy: Policy,
): string | undefined {
  const needed = NEEDED[tool.effect];
  if (!isInToolset(tool, policy.toolset)) {
    return `${tool.name} is not in the toolset; add its group '${tool.group}' (KESTRA_MCP_TOOLSET).`;
  }
  if (policy.disabledGroups.includes(tool.group)) {
    return `The tool group '${tool.group}' is switched off (KESTRA_MCP_DISABLED_TOOLS).`;
  }
  if (ACCESS_LEVELS.indexOf(policy.access) < ACCESS_LEVELS.indexOf(needed)) {
    return `${tool.name} needs the access level '${needed}'; this connection allows '${policy.access}'.`;
  }
  return undefined;
}

/** The compatible tools are a catalogue of their own, of which all belong to the toolset. */
function isInToolset(
  { group, daily }: { group: Group; daily: boolean },
  toolset: readonly string[],
): boolean {
  if (toolset.includes('all') || toolset.includes('compat')) return true;
  return toolset.includes(group) || (daily && toolset.includes('default'));
}
