import { notFound } from '../kestra-2/problem.ts';

export interface Person {
  id: string;
  email: string;
  firstName?: string;
  lastName?: string;
  superAdmin: boolean;
  /** Whether it belongs to the tenant. */
  hasAccess: boolean;
}

export interface Account {
  id: string;
  name: string;
  description?: string;
  superAdmin: boolean;
}

export interface Group {
  id: string;
  name: string;
  description?: string;
  members: Set<string>;
}

export interface Role {
  id: string;
  name: string;
  description?: string;
  permissions: Record<string, string[]>;
  isManaged: boolean;
  isDefault: boolean;
}

export interface Binding {
  id: string;
  type: 'USER' | 'GROUP';
  externalId: string;
  roleId: string;
  namespace?: string;
}

export interface Invitation {
  id: string;
  email: string;
  groups: string[];
  roles: { id: string; namespaces?: string[] }[];
  superAdmin: boolean;
  status: 'PENDING' | 'ACCEPTED' | 'EXPIRED';
  sentAt: string;
  expiredAt: string;
}

const MANAGED: Record<string, Record<string, string[]>> = {
  Admin: { USER: ['LIST', 'VIEW', 'CREATE', 'UPDATE', 'DELETE'], FLOW: ['LIST', 'VIEW', 'CREATE', 'UPDATE'] },
  Developer: { FLOW: ['LIST', 'VIEW', 'CREATE', 'UPDATE'], EXECUTION: ['LIST', 'VIEW', 'RESTART'] },
  Editor: { FLOW: ['LIST', 'VIEW', 'UPDATE'], EXECUTION: ['LIST', 'VIEW'] },
  Launcher: { FLOW: ['LIST', 'VIEW', 'EXECUTE'], EXECUTION: ['LIST', 'VIEW'] },
  Viewer: { FLOW: ['LIST', 'VIEW'], EXECUTION: ['LIST', 'VIEW'] },
};

/** Who there is and what they are bound to. */
export class Directory {
  readonly people = new Map<string, Person>();
  readonly accounts = new Map<string, Account>();
  readonly groups = new Map<string, Group>();
  readonly roles = new Map<string, Role>();
  readonly bindings = new Map<string, Binding>();
  readonly invitations = new Map<string, Invitation>();

  constructor() {
    for (const [name, permissions] of Object.entries(MANAGED)) {
      const id = newId();
      this.roles.set(id, { id, name, permissions, isManaged: true, isDefault: name === 'Viewer' });
    }
  }

  addPerson(person: Pick<Person, 'email'> & Partial<Person>): Person {
    const added = { id: newId(), superAdmin: false, hasAccess: true, ...person };
    this.people.set(added.id, added);
    return added;
  }

  personByEmail(email: string): Person | undefined {
    return [...this.people.values()].find((person) => person.email === email);
  }

  groupsOf(memberId: string): Group[] {
    return [...this.groups.values()].filter(({ members }) => members.has(memberId));
  }

  /** Removes whoever it is from all groups, with all bindings. */
  forget(externalId: string): void {
    for (const { members } of this.groups.values()) members.delete(externalId);
    for (const [id, binding] of this.bindings) {
      if (binding.externalId === externalId) this.bindings.delete(id);
    }
  }

  /** Binds once, however often it is asked. */
  bind(binding: Omit<Binding, 'id'>): Binding {
    const same = [...this.bindings.values()].find(
      (one) =>
        one.externalId === binding.externalId &&
        one.roleId === binding.roleId &&
        one.namespace === binding.namespace,
    );
    const bound = same ?? { id: newId(), ...binding };
    this.bindings.set(bound.id, bound);
    return bound;
  }
}

/** Like Kestra's: 22 letters and digits. */
export function newId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 22);
}

/** @throws Problem `not-found` */
export function found<Item>(items: ReadonlyMap<string, Item>, id: string | undefined): Item {
  const item = items.get(id ?? '');
  if (item === undefined) throw notFound();
  return item;
}
