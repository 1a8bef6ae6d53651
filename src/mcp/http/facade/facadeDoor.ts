import { hkdfSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createLocalJWKSet } from 'jose';
import type { Provider } from 'oidc-provider';
import { openRoles, tokenDoor } from '../auth/oauthDoor.ts';
import type { Door } from '../auth/door.ts';
import type { DoorParts } from '../auth/signIn.ts';
import type { Refusals } from '../audit/refusals.ts';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { Handler } from '../handler.ts';
import type { Log } from '../log.ts';
import { SealedPart } from '../store/sealedPart.ts';
import type { Browser } from '../upstream/browser.ts';
import { authorizationServer } from './authorizationServer.ts';
import { consentHandler } from './consent.ts';
import { guardedFetch } from './guardedFetch.ts';
import { CONSENT_PATH, OAUTH_PATH } from './oauthPaths.ts';
import { oauthRecords } from './oauthRecords.ts';
import { People } from './people.ts';
import { publicKeyOf, signingKeys } from './signingKeys.ts';

interface FacadeParts extends DoorParts {
  keyRing: KeyRing;
  browser: Browser;
}

/** Lets in whoever brings an access token that this server made out itself, after a sign-in at the provider. */
export function facadeDoor(parts: FacadeParts): Door {
  const { settings, log, store, keyRing, browser, refusals } = parts;
  const { publicUrl = '', issuer = '' } = settings;
  const roles = openRoles(settings, log);
  const people = new People(new SealedPart('person', store.part('oauth'), keyRing), browser.upstream);
  const keys = signingKeys(keyRing.all);
  const provider = authorizationServer({
    publicUrl,
    signingKeys: keys,
    cookieKeys: secretsFor(keyRing, 'cookie'),
    adapter: oauthRecords(store, keyRing),
    people,
    roles: () => roles.current(),
    allowRegistration: settings.allowRegistration,
    fetch: (url) => guardedFetch(url),
  });
  noteFailures(provider, { log, refusals });
  const door = tokenDoor(settings, roles, {
    issuer: provider.issuer,
    identityIssuer: issuer,
    algorithms: ['ES256'],
    useScopes: true,
    keys: { get: () => Promise.resolve(createLocalJWKSet({ keys: keys.map((key) => publicKeyOf(key)) })) },
    // What was taken back counts at once, not when the token ends.
    isCurrent: async ({ grant }) =>
      typeof grant === 'string' && (await provider.Grant.find(grant)) !== undefined,
  });
  const consent = consentHandler({
    provider,
    signIns: browser.signIns,
    people,
    publicUrl,
    upstreamIssuer: issuer,
    proofKey: secretsFor(keyRing, 'consent')[0] ?? '',
    refused: refusals.noting('consent'),
  });
  const server = serverHandler(provider, publicUrl);
  return {
    ...door,
    routes: new Map([
      ...door.routes,
      ['/.well-known/oauth-authorization-server', server],
      ['/.well-known/openid-configuration', server],
      [`${CONSENT_PATH}/`, consent],
      [`${OAUTH_PATH}/`, server],
    ]),
  };
}

/** It makes its addresses from those of the request, which are not for a client to choose. */
function serverHandler(provider: Provider, publicUrl: string): Handler {
  const { protocol, host } = new URL(publicUrl);
  const answer = provider.callback();
  return async (request, response) => {
    request.headers['x-forwarded-proto'] = protocol.replace(':', '');
    request.headers['x-forwarded-host'] = host;
    await answer(request, response);
  };
}

function secretsFor(keyRing: KeyRing, purpose: string): string[] {
  return keyRing.all.map((key) =>
    Buffer.from(hkdfSync('sha256', key, '', `kestra-mcp ${purpose}`, 32)).toString('base64url'),
  );
}

function noteFailures(provider: Provider, { log, refusals }: { log: Log; refusals: Refusals }): void {
  const note = ({ req }: { req: IncomingMessage }, error: Error): void =>
    refusals.note(req, { reason: 'oauth', says: wordsOf(error) });
  provider.on('authorization.error', note);
  provider.on('grant.error', note);
  provider.on('registration_create.error', note);
  provider.on('revocation.error', note);
  provider.on('server_error', (_context, error) =>
    log.error('failed', { detail: error.stack ?? error.message }),
  );
}

function wordsOf(error: Error): string {
  const detail = 'error_description' in error ? String(error.error_description) : '';
  return [error.message, detail].filter(Boolean).join(': ');
}
