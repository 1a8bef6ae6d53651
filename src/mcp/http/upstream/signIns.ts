import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { Handler } from '../handler.ts';
import { cookieOf, setCookie } from '../pages/cookies.ts';
import { sendPage } from '../pages/page.ts';
import { digestOf, isSecretOf } from '../pages/secrets.ts';
import { sorryPage } from '../pages/sorryPage.ts';
import { SealedPart } from '../store/sealedPart.ts';
import type { Store } from '../store/openStore.ts';
import { CALLBACK_PATH } from './callbackPath.ts';
import type { Checks, Person, Upstream } from './upstream.ts';

/** Somebody may take so long to sign in, in seconds. */
const LIMIT_SECONDS = 600;

/** What somebody signs in for. */
export interface Purpose {
  kind: string;
  /** Of what they do: an authorization, a page. */
  id: string;
}

interface Pending {
  checks: Checks;
  purpose: Purpose;
  /** Digest of what the browser has that began. */
  browser: string;
}

/** Goes on with what somebody signed in for. */
export type AfterSignIn = (
  person: Person,
  id: string,
  exchange: { request: IncomingMessage; response: ServerResponse },
) => Promise<void>;

/**
 * Sign-ins at the provider that are under way. Each ends once, in the browser in which it began: who is sent a link to
 * the end of somebody else's gets nowhere.
 */
export class SignIns {
  readonly #upstream: Upstream;
  readonly #pending: SealedPart<Pending>;
  readonly #isSecure: boolean;
  readonly #after = new Map<string, AfterSignIn>();
  readonly #refused: (request: IncomingMessage, why: string) => void;

  constructor({
    upstream,
    store,
    keys,
    publicUrl,
    refused,
  }: {
    upstream: Upstream;
    store: Store;
    keys: KeyRing;
    publicUrl: string;
    /** Told of sign-ins that came to nothing. */
    refused: (request: IncomingMessage, why: string) => void;
  }) {
    this.#upstream = upstream;
    this.#pending = new SealedPart('sign-in', store.part('sign-in'), keys);
    this.#isSecure = publicUrl.startsWith('https:');
    this.#refused = refused;
  }

  /** @param kind of purpose */
  onSignedIn(kind: string, after: AfterSignIn): void {
    this.#after.set(kind, after);
  }

  /** @returns where the browser goes to sign in; the response gets the cookie by which it is known again */
  async begin(response: ServerResponse, purpose: Purpose): Promise<URL> {
    const { url, checks } = await this.#upstream.begin();
    const browser = randomBytes(24).toString('base64url');
    const pending = { checks, purpose, browser: digestOf(browser) };
    await this.#pending.set(checks.state, pending, LIMIT_SECONDS);
    setCookie(response, cookieFor(checks.state), browser, {
      path: CALLBACK_PATH,
      seconds: LIMIT_SECONDS,
      isSecure: this.#isSecure,
    });
    return url;
  }

  /** Answers the browser that comes back from the provider. */
  readonly callback: Handler = async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').search;
    const state = new URLSearchParams(query).get('state') ?? '';
    const pending = await this.#pending.get(state);
    const after = pending && this.#after.get(pending.purpose.kind);
    const isSame = pending && isSecretOf(pending.browser, cookieOf(request, cookieFor(state)));
    if (
      pending === undefined ||
      after === undefined ||
      !isSame ||
      (await this.#pending.take(state)) === undefined
    ) {
      this.#refused(request, 'The sign-in was not begun in this browser, or ended before.');
      return sendPage(response, 400, sorryPage('This sign-in is over, or was begun in another browser.'));
    }
    const person = await this.#upstream.finish(query, pending.checks).catch((error: unknown) => {
      this.#refused(request, `The provider let nobody in: ${error instanceof Error ? error.message : ''}`);
      return undefined;
    });
    if (person === undefined) return sendPage(response, 403, sorryPage('You were not signed in.'));
    return after(person, pending.purpose.id, { request, response });
  };
}

/** Several sign-ins of one browser do not disturb each other. */
function cookieFor(state: string): string {
  return `kestra-mcp-sign-in-${digestOf(state).slice(0, 12)}`;
}
