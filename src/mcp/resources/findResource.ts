import { isGroupOn, type Policy } from '../policy/access.ts';
import { RESOURCES } from './catalog.ts';
import type { Resource } from './resource.ts';
import { matchTemplate, type Variables } from './uriTemplate.ts';

/** The resource that a URI names, unless its group is switched off. */
export function findResource(
  uri: string,
  policy: Pick<Policy, 'disabledGroups'>,
): { resource: Resource; variables: Variables } | undefined {
  for (const resource of RESOURCES) {
    const variables = matchTemplate(resource.uriTemplate, uri);
    if (variables !== undefined)
      return isGroupOn(resource.group, policy) ? { resource, variables } : undefined;
  }
  return undefined;
}
