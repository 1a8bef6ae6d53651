import { EVERY_NAMESPACE } from '../../../shared/namespaceScope.ts';
import type { Policy } from '../../policy/access.ts';
import type { Refusals } from '../audit/refusals.ts';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { Log } from '../log.ts';
import type { Grant } from '../principal.ts';
import type { ServeSettings } from '../serveCommandLine.ts';
import type { Store } from '../store/openStore.ts';
import type { Browser } from '../upstream/browser.ts';
import type { Door } from './door.ts';
import { NoAuthentication } from './noAuthentication.ts';
import { oauthDoor } from './oauthDoor.ts';
import { StaticTokenAuthenticator } from './staticToken.ts';

export interface DoorParts {
  settings: ServeSettings & { token: string };
  /** What the owner of a server for one person may do. */
  policy: Policy;
  log: Log;
  store: Store;
  keyRing: KeyRing | undefined;
  /** Sign-ins in a browser, where this server is a client of the provider. */
  browser: Browser | undefined;
  refusals: Refusals;
}

/** @throws Failure `invalid` for a file of roles that is wrong */
export async function signIn(parts: DoorParts): Promise<Door> {
  const { settings, policy, log, keyRing, browser } = parts;
  if (settings.auth === 'oauth') return oauthDoor(settings, log);
  if (settings.auth === 'facade' && keyRing !== undefined && browser !== undefined) {
    // Few servers are authorization servers.
    const { facadeDoor } = await import('../facade/facadeDoor.ts');
    return facadeDoor({ ...parts, keyRing, browser });
  }
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
