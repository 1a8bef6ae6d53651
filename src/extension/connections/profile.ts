import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import type { Access, Auth, Connection } from '../../shared/connection.ts';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';

/** How a connection signs in; the password or token itself lies in SecretStorage. */
export type ProfileAuth = { kind: 'none' } | { kind: 'basic'; username: string } | { kind: 'token' };

/** A connection as it is stored: everything about it but its secret. */
export interface ConnectionProfile {
  /** Generated; the key of its secret. */
  id: string;
  name: string;
  baseUrl: string;
  tenant: string;
  auth: ProfileAuth;
  /** What agents may do on it. People may do what their account in Kestra may. */
  access: Access;
  /** Where they may do it; everywhere without it. */
  namespaces?: NamespaceScope | undefined;
  production: boolean;
  apiVersion?: 1 | 2 | undefined;
  caFile?: string | undefined;
  verifyTls: boolean;
  /** Rises with each new secret, so that others notice the change without knowing it. */
  secretRevision: number;
}

/**
 * The connection that a client or a server needs.
 *
 * @throws Failure `unauthenticated` when it signs in with a secret that is not stored here
 */
export function toConnection(profile: ConnectionProfile, secret: string | undefined): Connection {
  const { name, baseUrl, tenant, access, namespaces, apiVersion, caFile, verifyTls } = profile;
  const auth = authOf(profile, secret);
  const scope = namespaces && { allow: [...namespaces.allow], deny: [...namespaces.deny] };
  return { name, baseUrl, tenant, access, namespaces: scope, apiVersion, caFile, verifyTls, auth };
}

function authOf({ auth, name }: ConnectionProfile, secret: string | undefined): Auth {
  if (auth.kind === 'none') return auth;
  if (secret === undefined) {
    const message =
      auth.kind === 'basic'
        ? l10n.t("The password of '{0}' is not stored on this machine.", name)
        : l10n.t("The API token of '{0}' is not stored on this machine.", name);
    throw new Failure('unauthenticated', message, {
      hint: l10n.t('Edit the connection and enter it again.'),
    });
  }
  return auth.kind === 'basic' ? { ...auth, password: secret } : { kind: 'token', token: secret };
}
