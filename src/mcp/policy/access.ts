import type { Access } from '../../shared/connection.ts';
import { ACCESS_LEVELS } from '../../shared/connection.ts';
import type { ServerSettings } from '../../shared/environment.ts';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';
import type { RateLimits } from '../../shared/rateLimits.ts';
import type { Group } from '../groups.ts';
import type { Need } from '../need.ts';
import { EFFECTS, type Effect, type EffectChoice } from '../tool.ts';

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
  /** Nothing is started or stopped, though the access level would allow it. */
  withoutTrigger?: boolean | undefined;
  /** Where it is allowed. */
  scope: NamespaceScope;
  rateLimits: RateLimits;
}

/** What has to be known of a tool to decide about it. */
export interface KnownTool {
  name: string;
  effect: Effect;
  effectBy?: EffectChoice;
  group: Group;
  daily: boolean;
  needs?: Need;
}

/** Why a call with this effect must not be made here, or undefined when it may. */
export function refusal(tool: KnownTool, policy: Policy, effect: Effect): string | undefined {
  const needed = neededAccess(effect);
  if (!isInToolset(tool, policy.toolset)) {
    return `${tool.name} is not in the toolset; add its group '${tool.group}' (KESTRA_MCP_TOOLSET).`;
  }
  if (!isGroupOn(tool.group, policy)) {
    return `The tool group '${tool.group}' is switched off (KESTRA_MCP_DISABLED_TOOLS).`;
  }
  if (ACCESS_LEVELS.indexOf(policy.access) < ACCESS_LEVELS.indexOf(needed)) {
    const call = tool.effectBy === undefined ? tool.name : `${tool.name} with this ${tool.effectBy.argument}`;
    return `${call} needs the access level '${needed}'; this connection allows '${policy.access}'.`;
  }
  if (effect === 'trigger' && policy.withoutTrigger) {
    return `${tool.name} starts or stops executions, which is not allowed here.`;
  }
  return undefined;
}

export function neededAccess(effect: Effect): Access {
  return NEEDED[effect];
}

/** The least that a tool does: it is offered when that is allowed. */
export function mildestEffect({ effect, effectBy }: Pick<KnownTool, 'effect' | 'effectBy'>): Effect {
  const possible = Object.values(effectBy?.effects ?? {});
  return EFFECTS.find((one) => possible.includes(one)) ?? effect;
}

/** Whether the official server's tools are offered instead of ours. */
export function isCompatible({ toolset }: Pick<ServerSettings, 'toolset'>): boolean {
  return toolset.includes('compat');
}

/** Groups are switched off as a whole: their tools, resources and prompts. */
export function isGroupOn(group: Group, { disabledGroups }: Pick<Policy, 'disabledGroups'>): boolean {
  return !disabledGroups.includes(group);
}

/** The compatible tools are a catalogue of their own, of which all belong to the toolset. */
export function isInToolset(
  { group, daily }: { group: Group; daily: boolean },
  toolset: readonly string[],
): boolean {
  if (toolset.includes('all') || toolset.includes('compat')) return true;
  return toolset.includes(group) || (daily && toolset.includes('default'));
}
