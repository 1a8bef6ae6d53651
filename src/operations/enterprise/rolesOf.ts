import type { OperationContext } from '../context.ts';
import { readAll } from '../page.ts';
import { bindingItem, type AccessItem, type GivenRole } from './accessKinds.ts';

const PAGE = { size: 200, most: 2_000 };

/** The roles that are bound to somebody themselves. */
export async function rolesOf({ kestra, signal }: OperationContext, holderId: string): Promise<GivenRole[]> {
  const { roles } = await kestra.enterprise(signal);
  const { items } = await readAll(PAGE, (page) => roles.bindings({ holder: holderId, ...page }, { signal }));
  return items
    .filter(({ user, group }) => [user?.id, group?.id].includes(holderId))
    .map((binding) => ({
      role: binding.role?.name ?? binding.role?.id ?? '?',
      namespace: binding.namespace,
      bindingId: binding.id,
    }));
}

/** The bindings by which anybody has this role. */
export async function holdersOf({ kestra, signal }: OperationContext, roleId: string): Promise<AccessItem[]> {
  const { roles } = await kestra.enterprise(signal);
  const { items } = await readAll(PAGE, (page) => roles.bindings(page, { signal }));
  return items.filter(({ role }) => role?.id === roleId).map(bindingItem);
}

/** `Viewer in company.team`. */
export function roleInWords({ role, namespace }: GivenRole): string {
  return namespace === undefined ? role : `${role} in ${namespace}`;
}
