import type { Handler } from '../handler.ts';
import type { Log } from '../log.ts';
import { Roles } from '../roles/roles.ts';
import { USUAL_ROLES } from '../roles/rolesFile.ts';
import { watchRoles, type WatchedRoles } from '../roles/watchRoles.ts';
import { sendJson } from '../sendJson.ts';
import type { ServeSettings } from '../serveCommandLine.ts';
import { AccessTokenAuthenticator, type AccessTokenRules } from './accessToken.ts';
import { IssuerKeys } from './authorizationServer.ts';
import type { Door } from './door.ts';
import { RESOURCE_METADATA_PATHS, resourceMetadata, resourceMetadataUrl } from './protectedResource.ts';

/** Signatures of the common providers; `none` and shared secrets are not among them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Lets in whoever brings an access token of an authorization server. @throws Failure for wrong roles */
export function oauthDoor(settings: ServeSettings, log: Log): Door {
  const { issuer = '', audience, ignoreScopes } = settings;
  return tokenDoor(settings, openRoles(settings, log), {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    useScopes: !ignoreScopes,
    keys: new IssuerKeys(issuer),
  });
}

/** @param rules by which its tokens are judged */
export function tokenDoor(
  { publicUrl = '' }: ServeSettings,
  roles: WatchedRoles,
  rules: Omit<AccessTokenRules, 'publicUrl' | 'roles'>,
): Door {
  const metadata = resourceMetadata(publicUrl, rules.issuer);
  const tellMetadata: Handler = (_request, response) => sendJson(response, 200, metadata);
  return {
    authenticator: new AccessTokenAuthenticator({ ...rules, publicUrl, roles: () => roles.current() }),
    challenge: { resource_metadata: resourceMetadataUrl(publicUrl) },
    howToGetARole: `the claim '${roles.current().claim}' of your token has none of the values that give one; ask who runs this server.`,
    routes: new Map(RESOURCE_METADATA_PATHS.map((path) => [path, tellMetadata])),
    close: () => roles.stop(),
  };
}

/** @throws Failure `invalid` for a file of roles that is wrong */
export function openRoles({ roles }: ServeSettings, log: Log): WatchedRoles {
  return roles === undefined ? { current: () => USUAL, stop: () => {} } : watchRoles(roles, log);
}

const USUAL = new Roles(USUAL_ROLES);
