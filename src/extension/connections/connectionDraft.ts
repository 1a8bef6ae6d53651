import * as l10n from '@vscode/l10n';
import type { Access } from '../../shared/connection.ts';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';
import type { ConnectionProfile, ProfileAuth } from './profile.ts';

/** What the user has answered so far about a connection. */
export interface ConnectionDraft {
  /** Present: an existing connection is edited. */
  id?: string | undefined;
  name: string;
  baseUrl: string;
  /** The address comes from the settings of the official extension. */
  isTakenOver?: boolean | undefined;
  tenant: string;
  authKind: ProfileAuth['kind'];
  username: string;
  /** Undefined keeps the one that is stored. */
  secret?: string | undefined;
  production: boolean;
  access: Access;
  /** Absent: agents may touch all. */
  namespaces?: NamespaceScope | undefined;
  apiVersion?: 1 | 2 | undefined;
  caFile?: string | undefined;
  verifyTls: boolean;
  secretRevision: number;
}

/** What an agent may do at each access level, in plain words. */
export const ACCESS_WORDS: Readonly<Record<Access, () => { label: string; detail: string }>> = {
  read: () => ({
    label: l10n.t('Look only'),
    detail: l10n.t('An agent may look at flows, executions and logs. It changes nothing.'),
  }),
  operate: () => ({
    label: l10n.t('Operate'),
    detail: l10n.t(
      'An agent may also run flows, and resume, restart, replay and kill executions. VS Code asks you each time.',
    ),
  }),
  author: () => ({
    label: l10n.t('Author'),
    detail: l10n.t('An agent may also create and change flows.'),
  }),
  full: () => ({
    label: l10n.t('Everything'),
    detail: l10n.t('An agent may also delete, and administer Kestra.'),
  }),
};

export function newDraft(found: {
  baseUrl?: string | undefined;
  tenant?: string | undefined;
}): ConnectionDraft {
  return {
    name: '',
    baseUrl: found.baseUrl ?? 'http://localhost:8080',
    isTakenOver: found.baseUrl !== undefined,
    tenant: found.tenant ?? 'main',
    authKind: 'basic',
    username: '',
    production: false,
    access: 'operate',
    verifyTls: true,
    secretRevision: 0,
  };
}

export function draftOf({ auth, ...profile }: ConnectionProfile): ConnectionDraft {
  return { ...profile, authKind: auth.kind, username: auth.kind === 'basic' ? auth.username : '' };
}

export function profileOf(draft: ConnectionDraft, id: string): ConnectionProfile {
  const { authKind, username, secret: _secret, namespaces, ...rest } = draft;
  const isLimited = namespaces !== undefined && namespaces.allow.length + namespaces.deny.length > 0;
  const auth: ProfileAuth = authKind === 'basic' ? { kind: 'basic', username } : { kind: authKind };
  return { ...rest, namespaces: isLimited ? namespaces : undefined, id, auth };
}

/** What an agent may do unless somebody decides otherwise. */
export function defaultAccess(production: boolean): Access {
  return production ? 'read' : 'operate';
}
