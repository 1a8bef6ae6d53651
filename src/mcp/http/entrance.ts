import type { Connection } from '../../shared/connection.ts';
import type { Door } from './auth/door.ts';
import { signIn, type DoorParts } from './auth/signIn.ts';
import { Credentials } from './credentials/credentials.ts';
import { ownCredentials, sharedCredentials, type KestraCredentials } from './credentials/kestraAccess.ts';
import { CREDENTIAL_PART } from './credentials/storeSettings.ts';
import type { Handler } from './handler.ts';
import { principalKey } from './principal.ts';
import { openPages } from './tokenPage/openPages.ts';
import type { TokenPages } from './tokenPage/tokenPages.ts';
import { openBrowser } from './upstream/browser.ts';
import { CALLBACK_PATH } from './upstream/callbackPath.ts';

/** All by which people come in: to this server, and through it to Kestra. */
export interface Entrance {
  door: Door;
  credentials: KestraCredentials;
  /** Absent where nobody gives a Kestra token here. */
  pages: TokenPages | undefined;
  routes: ReadonlyMap<string, Handler>;
}

interface Parts extends Omit<DoorParts, 'browser'> {
  connection: Connection;
  /** Tells the client of a session that a page is done. */
  pageDone: (session: string, pageId: string) => Promise<void>;
}

/** @throws Failure for settings that cannot work */
export async function openEntrance({ connection, pageDone, ...parts }: Parts): Promise<Entrance> {
  const { settings, store, keyRing } = parts;
  const browser = await openBrowser(parts);
  const door = await signIn({ ...parts, browser });
  if (settings.credentials === 'shared' || keyRing === undefined) {
    const credentials = sharedCredentials(connection);
    return { door, credentials, pages: undefined, routes: routesOf(door, browser?.signIns.callback) };
  }
  const tokens = new Credentials(store.part(CREDENTIAL_PART), keyRing);
  const pages =
    browser && openPages({ ...parts, keyRing, connection, credentials: tokens, browser, done: pageDone });
  const credentials = ownCredentials(connection, tokens, howToGetAToken(pages), (principal, why) =>
    parts.refusals.note(undefined, {
      reason: 'credential',
      says: why.message,
      who: principalKey(principal),
    }),
  );
  return { door, credentials, pages, routes: routesOf(door, browser?.signIns.callback, pages) };
}

function routesOf(
  door: Door,
  callback: Handler | undefined,
  pages?: TokenPages,
): ReadonlyMap<string, Handler> {
  return new Map([
    ...door.routes,
    ...(callback === undefined ? [] : [[CALLBACK_PATH, callback] as const]),
    ...(pages?.routes ?? []),
  ]);
}

function howToGetAToken(pages: TokenPages | undefined): string {
  const byOperator = 'ask who runs this server to add it (kestra-mcp add-token).';
  return pages === undefined
    ? `A${byOperator.slice(1)}`
    : `Open ${pages.address} and give it there, or ${byOperator}`;
}
