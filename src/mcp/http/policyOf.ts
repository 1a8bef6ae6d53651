import type { Policy } from '../policy/access.ts';
import type { Principal } from './principal.ts';

/** What somebody may do: what their role gives, with the server's own settings. Without a role it is nothing. */
export function policyOf({ grant }: Principal, server: Policy): Policy {
  // Files of the machine that runs the server are nobody's here.
  const common = { ...server, fileFolders: [] };
  if (grant === undefined) return { ...common, access: 'read', toolset: [] };
  const scope = { allow: grant.namespaces.allow, deny: [...server.scope.deny, ...grant.namespaces.deny] };
  return {
    ...common,
    access: grant.access,
    withoutTrigger: !grant.trigger,
    toolset: grant.toolset,
    scope,
  };
}
