import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { findGroup, findHolder, findRole, type HolderKind } from './findAccess.ts';

/** What became of one member or role. */
export interface GivenOutcome {
  name: string;
  outcome?: 'added' | 'removed' | 'assigned' | 'unchanged' | undefined;
  namespace?: string | undefined;
  bindingId?: string | undefined;
  failure?: Failure | undefined;
}

export interface MemberChange {
  group: string;
  /** Email addresses, names or ids. */
  add: readonly string[];
  remove: readonly string[];
  kind: Exclude<HolderKind, 'group'>;
}

/** One by one, so that somebody who cannot be found does not keep the others. */
export async function changeMembers(
  context: OperationContext,
  { group: wanted, add, remove, kind }: MemberChange,
): Promise<GivenOutcome[]> {
  const { kestra, signal } = context;
  const { groups } = await kestra.enterprise(signal);
  const group = await findGroup(context, wanted);
  const change = async (name: string, outcome: 'added' | 'removed'): Promise<GivenOutcome> => {
    const { id } = await findHolder(context, kind, name);
    const changing =
      outcome === 'added'
        ? groups.addMember(group.id, id, { signal })
        : groups.removeMember(group.id, id, { signal });
    return changing.then(
      () => ({ name, outcome }),
      (error: unknown) => {
        if (Failure.is(error, 'conflict')) return { name, outcome: 'unchanged' as const };
        throw error;
      },
    );
  };
  const added = await each(context, add, (name) => change(name, 'added'));
  return [...added, ...(await each(context, remove, (name) => change(name, 'removed')))];
}

export interface RoleAssignments {
  kind: HolderKind;
  holder: string;
  roles: readonly string[];
  /** There and below; everywhere without any. */
  namespaces: readonly string[];
}

/** Gives roles, each in each namespace, one by one. @throws Failure `not_found` for the holder */
export async function assignRoles(
  context: OperationContext,
  { kind, holder: wanted, roles: names, namespaces }: RoleAssignments,
): Promise<GivenOutcome[]> {
  const { kestra, signal } = context;
  const { roles } = await kestra.enterprise(signal);
  const holder = await findHolder(context, kind, wanted);
  const type = kind === 'group' ? 'GROUP' : 'USER';
  const places = namespaces.length > 0 ? namespaces : [undefined];
  const outcomes: GivenOutcome[] = [];
  for (const namespaceId of places) {
    const given = await each(context, names, async (name) => {
      const { id: roleId } = await findRole(context, name);
      const wantedBinding = { type, externalId: holder.id, roleId, namespaceId } as const;
      const { id: bindingId } = await roles.bind(wantedBinding, { signal });
      return { name, outcome: 'assigned', namespace: namespaceId, bindingId };
    });
    outcomes.push(...given.map((one) => ({ ...one, namespace: namespaceId })));
  }
  return outcomes;
}

async function each(
  { signal }: OperationContext,
  names: readonly string[],
  act: (name: string) => Promise<GivenOutcome>,
): Promise<GivenOutcome[]> {
  const outcomes: GivenOutcome[] = [];
  for (const name of new Set(names)) {
    try {
      outcomes.push(await act(name));
    } catch (error) {
      signal.throwIfAborted();
      outcomes.push({ name, failure: Failure.from(error) });
    }
  }
  return outcomes;
}
