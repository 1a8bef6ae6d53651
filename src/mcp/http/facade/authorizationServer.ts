import {
  Provider,
  errors,
  interactionPolicy,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { resourceOf } from '../auth/protectedResource.ts';
import { SCOPE_NAMES } from '../auth/scopes.ts';
import { pageParts } from '../pages/page.ts';
import { sorryPage } from '../pages/sorryPage.ts';
import type { Roles } from '../roles/roles.ts';
import type { Person } from '../upstream/upstream.ts';
import { CLIENT_RULES } from './clientRules.ts';
import { CONSENT_PATH, OAUTH_PATH } from './oauthPaths.ts';
import { GRANT_SECONDS, type People } from './people.ts';
import type { SigningKey } from './signingKeys.ts';

/** Of an access token: what somebody has lost is gone so soon, in seconds. */
const ACCESS_SECONDS = 600;
const CODE_SECONDS = 60;
/** From the question of a client to the answer of a person. */
const INTERACTION_SECONDS = 900;

export interface AuthorizationServerParts {
  publicUrl: string;
  signingKeys: readonly SigningKey[];
  /** Sign the cookies that last as long as an authorization does. */
  cookieKeys: string[];
  adapter: Configuration['adapter'];
  people: People;
  roles: () => Roles;
  /** Clients may register themselves (RFC 7591). */
  allowRegistration: boolean;
  /** Gets what clients publish about themselves. */
  fetch: (url: string | URL) => Promise<Response>;
}

/** The authorization server that MCP clients speak with, for providers that do not know their ways. */
export function authorizationServer(parts: AuthorizationServerParts): Provider {
  const provider = new Provider(new URL(parts.publicUrl).origin, {
    ...CLIENT_RULES,
    ...protocol(parts),
    adapter: parts.adapter,
    jwks: { keys: parts.signingKeys.map((key) => ({ ...key })) },
    cookies: {
      keys: parts.cookieKeys,
      names: {
        interaction: 'kestra-mcp-consent',
        resume: 'kestra-mcp-resume',
        session: 'kestra-mcp-session',
      },
    },
    findAccount: async (context, subject, token) => {
      const isWelcome =
        token === undefined || (await personNow(parts.people, context, token.grantId)) !== undefined;
      return isWelcome ? { accountId: subject, claims: () => ({ sub: subject }) } : undefined;
    },
    extraTokenClaims: (_context, token) => claimsOf(parts, 'grantId' in token ? token.grantId : undefined),
    fetch: (input) => parts.fetch(input instanceof Request ? input.url : input),
    renderError: (context, { error_description: description, error }) => {
      const { headers, text } = pageParts(
        sorryPage(`The application asked wrongly: ${description ?? error}.`),
      );
      context.set({ ...headers });
      context.body = text;
    },
  });
  // Its own addresses are those of the public URL, which each request is given before it comes here.
  provider.proxy = true;
  return provider;
}

/** Who stands behind a code or a token; at a renewal the provider is asked whether they are still welcome. */
function personNow(people: People, { oidc }: KoaContextWithOIDC, grantId = ''): Promise<Person | undefined> {
  return oidc.params?.['grant_type'] === 'refresh_token' ? people.renew(grantId) : people.of(grantId);
}

/** What this server needs to know of a person at each request: their name, and what roles go by. */
async function claimsOf(
  { people, roles }: AuthorizationServerParts,
  grantId = '',
): Promise<Record<string, unknown>> {
  const { claims = {} } = (await people.of(grantId)) ?? {};
  const { email, name, preferred_username: login } = claims;
  return {
    grant: grantId,
    email,
    name,
    preferred_username: login,
    [roles().claim]: roles().valuesIn(claims),
  };
}

function protocol({ publicUrl, allowRegistration }: AuthorizationServerParts): Configuration {
  const resource = resourceOf(publicUrl);
  return {
    scopes: [...SCOPE_NAMES, 'offline_access'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    routes: {
      authorization: `${OAUTH_PATH}/authorize`,
      token: `${OAUTH_PATH}/token`,
      revocation: `${OAUTH_PATH}/revoke`,
      registration: `${OAUTH_PATH}/register`,
      jwks: `${OAUTH_PATH}/jwks`,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      registration: { enabled: allowRegistration },
      clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, asked) => {
          if (asked !== resource) throw new errors.InvalidTarget();
          const jwt = { sign: { alg: 'ES256' } } as const;
          return {
            scope: SCOPE_NAMES.join(' '),
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_SECONDS,
            jwt,
          };
        },
      },
    },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // Requests of foreign origins do not come so far.
    clientBasedCORS: () => true,
    expiresWithSession: () => false,
    interactions: { url: (_context, { uid }) => `${CONSENT_PATH}/${uid}`, policy: everyTime() },
    ttl: {
      AccessToken: ACCESS_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      Interaction: INTERACTION_SECONDS,
      Grant: GRANT_SECONDS,
      RefreshToken: GRANT_SECONDS,
      // Neither is ever given out, but each has to have one.
      IdToken: ACCESS_SECONDS,
      Session: INTERACTION_SECONDS,
    },
  };
}

/** Each authorization is asked for and signed in for: what one client was given says nothing for another. */
function everyTime(): interactionPolicy.Prompt[] {
  const always = (name: 'login' | 'consent'): interactionPolicy.Prompt =>
    new interactionPolicy.Prompt(
      { name, requestable: true },
      new interactionPolicy.Check(
        `${name}_asked`,
        'a person has to answer',
        ({ oidc }) => oidc.result?.[name] === undefined,
      ),
    );
  return [always('login'), always('consent')];
}
