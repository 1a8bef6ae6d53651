import type { ServerConfiguration } from '../configuration.ts';
import { knownTools, offeredTools } from '../offer.ts';
import { textTable } from './textTable.ts';

/** The same for programs: a JSON array. @throws Failure for a configuration that is wrong */
export function toolList(configuration: ServerConfiguration): string {
  if ('failure' in configuration) throw configuration.failure;
  const tools = offeredTools(configuration.policy);
  return JSON.stringify(tools.map(({ name, group, effect, title }) => ({ name, group, effect, title })));
}

/** The tools that a client is offered under this configuration. @throws Failure for one that is wrong */
export function toolTable(configuration: ServerConfiguration): string {
  if ('failure' in configuration) throw configuration.failure;
  const { policy } = configuration;
  const known = knownTools(policy);
  const offered = offeredTools(policy);
  const rows = offered.map(({ name, group, effect, title }) => [name, group, effect, title]);
  const without = policy.disabledGroups.length > 0 ? `, without ${policy.disabledGroups.join(', ')}` : '';
  return `${textTable([['TOOL', 'GROUP', 'EFFECT', 'WHAT IT DOES'], ...rows])}

${offered.length} of ${known.length} tools: toolset ${policy.toolset.join(', ')}${without}; access ${policy.access}.`;
}
