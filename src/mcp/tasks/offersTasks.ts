import type { ServerCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { ACCESS_LEVELS } from '../../shared/connection.ts';
import { isCompatible, isGroupOn, isInToolset, type Policy } from '../policy/access.ts';

/** What a client is told that may send tool calls as tasks. */
export const TASK_CAPABILITY = {
  list: {},
  cancel: {},
  requests: { tools: { call: {} } },
} satisfies ServerCapabilities['tasks'];

/** As VS Code and its relatives name themselves. */
const VS_CODE = /^(visual studio code|code - oss|vscodium|code-server)/i;

/** Whether there can be tasks at all, whoever the client is: they are begun, read and killed as executions are. */
export function allowsTasks(policy: Policy): boolean {
  if (policy.tasks === 'off' || isCompatible(policy)) return false;
  const group = 'execution';
  const isOn = isGroupOn(group, policy) && isInToolset({ group, daily: true }, policy.toolset);
  return isOn && ACCESS_LEVELS.indexOf(policy.access) >= ACCESS_LEVELS.indexOf('operate');
}

/**
 * Whether this client is told of tasks. VS Code makes a task of every call that may be one, and its Stop button never
 * cancels it: there a plain call, which Stop does cancel, is the better one unless the user says otherwise.
 */
export function offersTasks(policy: Policy, client: { name: string } | undefined): boolean {
  return allowsTasks(policy) && (policy.tasks === 'on' || !isVsCode(client));
}

function isVsCode(client: { name: string } | undefined): boolean {
  return VS_CODE.test(client?.name ?? '');
}
