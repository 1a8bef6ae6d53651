import { nameOf, type Group, type RoleSummary } from '../../model/access.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';

/** Who can have roles. */
export const HOLDER_KINDS = ['user', 'service_account', 'group'] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

export interface Holder {
  kind: HolderKind;
  id: string;
  name: string;
}

interface Named {
  id: string;
  name: string;
}

const CANDIDATES = 50;
const SHOWN = 5;

/** The group of this name or id. @throws Failure `not_found` with those whose names are like it */
export async function findGroup({ kestra, signal }: OperationContext, wanted: string): Promise<Group> {
  const { groups } = await kestra.enterprise(signal);
  return find('group', wanted, {
    search: (text) => groups.search({ text, size: CANDIDATES }, { signal }),
    byId: (id) => groups.get(id, { signal }),
  });
}

/** The role of this name or id. @throws Failure `not_found` with those whose names are like it */
export async function findRole({ kestra, signal }: OperationContext, wanted: string): Promise<RoleSummary> {
  const { roles } = await kestra.enterprise(signal);
  return find('role', wanted, {
    search: (text) => roles.search({ text, size: CANDIDATES }, { signal }),
    byId: (id) => roles.get(id, { signal }),
  });
}

/** Whoever of the tenant has this name, email address or id. @throws Failure `not_found` */
export async function findHolder(
  context: OperationContext,
  kind: HolderKind,
  wanted: string,
): Promise<Holder> {
  const { kestra, signal } = context;
  if (kind === 'group') {
    const { id, name } = await findGroup(context, wanted);
    return { kind, id, name };
  }
  const { people, serviceAccounts } = await kestra.enterprise(signal);
  const area = kind === 'user' ? people : serviceAccounts;
  const { id, name } = await find(kind === 'user' ? 'user' : 'service account', wanted, {
    search: async (text) => {
      const { results } = await area.search({ text, size: CANDIDATES }, { signal });
      return { results: results.map((one) => ({ id: one.id, name: nameOf(one) })) };
    },
    byId: async (given) =>
      kind === 'user'
        ? { id: given, name: nameOf({ id: given, ...(await people.access(given, { signal })) }) }
        : serviceAccounts.get(given, { signal }),
  });
  return { kind, id, name };
}

/** Names decide before ids; letter case does not count. */
async function find<T extends Named>(
  what: string,
  wanted: string,
  ask: { search(text: string): Promise<{ results: T[] }>; byId(id: string): Promise<T> },
): Promise<T> {
  const { results } = await ask.search(wanted);
  const isWanted = (name: string): boolean => name.toLowerCase() === wanted.toLowerCase();
  const found = results.find(({ name }) => name === wanted) ?? results.find(({ name }) => isWanted(name));
  if (found !== undefined) return found;
  try {
    return await ask.byId(wanted);
  } catch (error) {
    if (!Failure.is(error, 'not_found', 'invalid')) throw error;
    const near = results.slice(0, SHOWN).map(({ name }) => name);
    throw new Failure('not_found', `There is no ${what} '${wanted}'.`, {
      hint: near.length > 0 ? `There are: ${near.join(', ')}.` : `List what there is of that kind.`,
    });
  }
}
