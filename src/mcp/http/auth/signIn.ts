import { EVERY_NAMESPACE } from '../../../shared/namespaceScope.ts';
import type { Policy } from '../../policy/access.ts';
import type { Handler } from '../httpApp.ts';
import type { Log } from '../log.ts';
import type { Grant } from '../principal.ts';
import { Roles } from '../roles/roles.ts';
import { USUAL_ROLES } from '../roles/rolesFile.ts';
import { watchRoles, type WatchedRoles } from '../roles/watchRoles.ts';
import { sendJson } from '../sendJson.ts';
import type { ServeSettings } from '../serveCommandLine.ts';
import { AccessTokenAuthenticator } from './accessToken.ts';
import type { Authenticator } from './authenticator.ts';
import { IssuerKeys } from './authorizationServer.ts';
import { NoAuthentication } from './noAuthentication.ts';
import { RESOURCE_METADATA_PATHS, resourceMetadata, resourceMetadataUrl } from './protectedResource.ts';
import { StaticTokenAuthenticator } from './staticToken.ts';

/** Signatures of the common providers; `none` and shared secrets are not among them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** How people get in. */
export interface Door {
  authenticator: Authenticator;
  /** What every challenge tells a client. */
  challenge: Readonly<Record<string, string>>;
  /** For somebody who has none. */
  howToGetARole: string;
  /** Paths that belong to it. */
  routes: ReadonlyMap<string, Handler>;
  close(): void;
}

interface Parts {
  settings: ServeSettings & { token: string };
  /** What the owner of a server for one person may do. */
  policy: Policy;
  log: Log;
}

/** @throws Failure `invalid` for a file of roles that is wrong */
export function signIn({ settings, policy, log }: Parts): Door {
  if (settings.auth === 'oauth') return oauthDoor(settings, log);
  const grant = ownersGrant(policy);
  return {
    authenticator:
      settings.auth === 'none'
        ? new NoAuthentication(grant)
        : new StaticTokenAuthenticator(settings.token, grant),
    challenge: {},
    howToGetARole: '',
    routes: new Map(),
    close: () => {},
  };
}

function ownersGrant({ access, toolset }: Policy): Grant {
  return { role: 'owner', access, trigger: true, toolset, namespaces: EVERY_NAMESPACE };
}

function oauthDoor({ publicUrl = '', issuer = '', ...settings }: ServeSettings, log: Log): Door {
  const roles: WatchedRoles =
    settings.roles === undefined ? { current: () => USUAL, stop: () => {} } : watchRoles(settings.roles, log);
  const metadata = resourceMetadata(publicUrl, issuer);
  return {
    authenticator: new AccessTokenAuthenticator({
      issuer,
      publicUrl,
      audience: settings.audience,
      algorithms: ALGORITHMS,
      useScopes: !settings.ignoreScopes,
      keys: new IssuerKeys(issuer),
      roles: () => roles.current(),
    }),
    challenge: { resource_metadata: resourceMetadataUrl(publicUrl) },
    howToGetARole: `the claim '${roles.current().claim}' of your token has none of the values that give one; ask who runs this server.`,
    routes: new Map(
      RESOURCE_METADATA_PATHS.map((path) => [
        path,
        (_request, response) => sendJson(response, 200, metadata),
      ]),
    ),
    close: () => roles.stop(),
  };
}

const USUAL = new Roles(USUAL_ROLES);
