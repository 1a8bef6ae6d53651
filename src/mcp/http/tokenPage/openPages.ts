import { createKestra } from '../../../kestra/client.ts';
import type { Connection } from '../../../shared/connection.ts';
import type { Refusals } from '../audit/refusals.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { ServeSettings } from '../serveCommandLine.ts';
import type { Store } from '../store/openStore.ts';
import { SealedPart } from '../store/sealedPart.ts';
import type { Browser } from '../upstream/browser.ts';
import { TokenPages } from './tokenPages.ts';

const LIMIT_MS = 15_000;

/** @returns undefined where nobody has a name */
export function openPages({
  settings: { issuer, publicUrl },
  connection,
  store,
  keyRing,
  credentials,
  browser,
  refusals,
  done,
}: {
  settings: ServeSettings;
  connection: Connection;
  store: Store;
  keyRing: KeyRing;
  credentials: Credentials;
  browser: Browser;
  refusals: Refusals;
  done: (session: string, pageId: string) => Promise<void>;
}): TokenPages | undefined {
  if (issuer === undefined || publicUrl === undefined) return undefined;
  return new TokenPages({
    pages: new SealedPart('token-page', store.part('token-page'), keyRing),
    signIns: browser.signIns,
    credentials,
    issuer,
    publicUrl,
    kestra: connection.baseUrl,
    prove: (token) => prove(connection, token),
    done,
    refused: refusals.noting('page'),
  });
}

/** @throws Failure when Kestra does not take it */
async function prove(connection: Connection, token: string): Promise<void> {
  const kestra = createKestra({ ...connection, auth: { kind: 'token', token } });
  try {
    await kestra.instance.proveCredentials({ signal: AbortSignal.timeout(LIMIT_MS) });
  } finally {
    await kestra.close();
  }
}
