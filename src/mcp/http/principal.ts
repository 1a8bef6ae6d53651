import type { Access } from '../../shared/connection.ts';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';

/** Who makes a request, and what they may do now: made anew from the credentials of each request. */
export interface Principal {
  /** Unique within the issuer, and never used for anybody else again. */
  subject: string;
  /** Who vouches for the subject; `local` for this server itself. */
  issuer: string;
  /** For people: a name or an address. */
  name?: string | undefined;
  /** The OAuth client that acts for them. */
  clientId?: string | undefined;
  /** Absent: they have no role, and may do nothing. */
  grant?: Grant | undefined;
  /** The most that the scopes of their token allow; absent where scopes do not count. */
  tokenAccess?: Access | 'none' | undefined;
}

/** What a role gives. */
export interface Grant {
  role: string;
  access: Access;
  /** May start and stop executions. */
  trigger: boolean;
  toolset: readonly string[];
  namespaces: NamespaceScope;
}

/** The same for one person at every request, and different for two; safe as a part of a key. */
export function principalKey({ issuer, subject }: Pick<Principal, 'issuer' | 'subject'>): string {
  return `${encodeURIComponent(issuer)}|${encodeURIComponent(subject)}`;
}
