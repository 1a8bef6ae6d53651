import type { Access } from '../../shared/connection.ts';
import { ACCESS_LEVELS } from '../../shared/connection.ts';
import type { Effect, Group } from '../tool.ts';

const NEEDED: Readonly<Record<Effect, Access>> = {
  read: 'read',
  trigger: 'operate',
  write: 'author',
  delete: 'full',
  admin: 'full',
};

export interface Policy {
  access: Access;
  disabledGroups: readonly string[];
}

/** Why a tool must not be used here, or undefined when it may. */
export function refusal(
  tool: { name: string; effect: Effect; group: Group },
  policy: Policy,
): string | undefined {
  const needed = NEEDED[tool.effect];
  if (policy.disabledGroups.includes(tool.group)) {
    return `The tool group '${tool.group}' is switched off (KESTRA_MCP_DISABLED_TOOLS).`;
  }
  if (ACCESS_LEVELS.indexOf(policy.access) < ACCESS_LEVELS.indexOf(needed)) {
    return `${tool.name} needs the access level '${needed}'; this connection allows '${policy.access}'.`;
  }
  return undefined;
}
