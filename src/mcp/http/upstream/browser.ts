import type { Refusals } from '../audit/refusals.ts';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { ServeSettings } from '../serveCommandLine.ts';
import type { Store } from '../store/openStore.ts';
import { CALLBACK_PATH } from './callbackPath.ts';
import { SignIns } from './signIns.ts';
import type { Upstream } from './upstream.ts';

/** What is needed to have people sign in in a browser. */
export interface Browser {
  upstream: Upstream;
  signIns: SignIns;
}

/** @returns undefined where this server is no client of a provider */
export async function openBrowser({
  settings,
  store,
  keyRing,
  refusals,
}: {
  settings: ServeSettings;
  store: Store;
  keyRing: KeyRing | undefined;
  refusals: Refusals;
}): Promise<Browser | undefined> {
  const { issuer, clientId, clientSecret, publicUrl, oidcScopes: scope } = settings;
  if (issuer === undefined || clientId === undefined || publicUrl === undefined || keyRing === undefined) {
    return undefined;
  }
  // Loaded by those servers that are clients of a provider.
  const { Upstream: Provider } = await import('./upstream.ts');
  const redirectUri = new URL(CALLBACK_PATH, publicUrl).href;
  const upstream = new Provider({ issuer, clientId, clientSecret, scope, redirectUri });
  const refused = refusals.noting('sign_in');
  return { upstream, signIns: new SignIns({ upstream, store, keys: keyRing, publicUrl, refused }) };
}
