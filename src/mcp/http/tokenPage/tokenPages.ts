import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../../../shared/failure.ts';
import type { MissingPage } from '../../missingPage.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { Handler } from '../handler.ts';
import { cookieOf, setCookie } from '../pages/cookies.ts';
import { sendPage } from '../pages/page.ts';
import { digestOf, isSecretOf } from '../pages/secrets.ts';
import { sorryPage } from '../pages/sorryPage.ts';
import { principalKey } from '../principal.ts';
import { readForm } from '../readBody.ts';
import type { SealedPart } from '../store/sealedPart.ts';
import type { SignIns } from '../upstream/signIns.ts';
import type { Person } from '../upstream/upstream.ts';
import { tokenForm, tokenKept } from './tokenForm.ts';
import { TOKEN_PATH } from './tokenPath.ts';

/** Of sign-ins that lead to the page. */
const PURPOSE = 'token';
/** A page is of use for so long, in seconds. */
const LIMIT_SECONDS = 900;
const FORM_BYTES = 20_000;

/** Who has signed in at a page. */
interface SignedIn {
  subject: string;
  name: string;
  /** Digest of what their browser has. */
  browser: string;
  /** Comes with the form. */
  proof: string;
}

/** A page that somebody was sent to, or came to. */
export interface OpenPage {
  /** `principalKey` of whom alone it is for; absent for whoever comes by themselves. */
  owner?: string | undefined;
  /** Name of the session that hears when it is done. */
  session?: string | undefined;
  signedIn?: SignedIn | undefined;
}

interface Parts {
  pages: SealedPart<OpenPage>;
  signIns: SignIns;
  credentials: Credentials;
  issuer: string;
  publicUrl: string;
  /** The address of Kestra, for people. */
  kestra: string;
  /** @throws Failure when Kestra does not take a token */
  prove: (token: string) => Promise<void>;
  /** Tells the client that what it was sent for is done. */
  done: (session: string, pageId: string) => Promise<void>;
  refused: (request: IncomingMessage, why: string) => void;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Pages at which people give their own Kestra token, each for the one person for whom a client was told of it: whoever
 * is sent somebody else's link cannot give their token away with it (MCP 2025-11-25, elicitation, phishing).
 */
export class TokenPages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.signIns.onSignedIn(PURPOSE, (person, id, exchange) => this.#signedIn(person, id, exchange));
  }

  /** Where whoever wants to may begin. */
  get address(): string {
    return new URL(TOKEN_PATH, this.#parts.publicUrl).href;
  }

  get routes(): [string, Handler][] {
    return [
      [TOKEN_PATH, this.#begin],
      [`${TOKEN_PATH}/`, this.#answer],
    ];
  }

  /** What opens a page for one person, of whose session the client is told when it is done. */
  for(owner: string, session: string): MissingPage {
    return async () => {
      const opened = await this.#open({ owner, session });
      return {
        ...opened,
        message: 'Kestra needs a token of yours. Sign in and give it on a page of the server.',
      };
    };
  }

  /** @returns id and address of a new page */
  async #open(page: OpenPage): Promise<{ id: string; url: string }> {
    const id = randomBytes(24).toString('base64url');
    await this.#parts.pages.set(id, page, LIMIT_SECONDS);
    return { id, url: new URL(`${TOKEN_PATH}/${id}`, this.#parts.publicUrl).href };
  }

  /** Whoever comes by themselves gets a page of their own. */
  readonly #begin: Handler = async (_request, response) => {
    const { url } = await this.#open({});
    redirect(response, url);
  };

  readonly #answer: Handler = async (request, response) => {
    const { pages, signIns } = this.#parts;
    const id = (request.url ?? '').split('?', 1)[0]?.slice(TOKEN_PATH.length + 1) ?? '';
    const page = await pages.get(id);
    if (page === undefined) {
      return this.#refuse({ request, response }, 404, 'This page is over, or never was.');
    }
    if (page.signedIn === undefined || !isSecretOf(page.signedIn.browser, cookieOf(request, cookieFor(id)))) {
      if (request.method === 'POST') {
        return this.#refuse({ request, response }, 403, 'Nobody has signed in at this page in this browser.');
      }
      return redirect(response, (await signIns.begin(response, { kind: PURPOSE, id })).href);
    }
    if (request.method !== 'POST') return this.#show(response, page.signedIn);
    return this.#take({ request, response }, id, { ...page, signedIn: page.signedIn });
  };

  async #signedIn(person: Person, id: string, { request, response }: Exchange): Promise<void> {
    const { pages, issuer, publicUrl } = this.#parts;
    const page = await pages.get(id);
    const { subject } = person;
    if (page === undefined) return this.#refuse({ request, response }, 404, 'This page is over.');
    if (page.owner !== undefined && page.owner !== principalKey({ issuer, subject })) {
      const why = `You are signed in as ${nameOf(person)}, and this page was meant for somebody else. If they sent it to you, do not go on.`;
      return this.#refuse({ request, response }, 403, why);
    }
    const browser = randomBytes(24).toString('base64url');
    const proof = randomBytes(24).toString('base64url');
    const signedIn = { subject, name: nameOf(person), browser: digestOf(browser), proof };
    await pages.set(id, { ...page, signedIn }, LIMIT_SECONDS);
    const path = `${TOKEN_PATH}/${id}`;
    const isSecure = publicUrl.startsWith('https:');
    setCookie(response, cookieFor(id), browser, { path, seconds: LIMIT_SECONDS, isSecure });
    redirect(response, new URL(path, publicUrl).href);
  }

  async #take(exchange: Exchange, id: string, page: OpenPage & { signedIn: SignedIn }): Promise<void> {
    const { pages, credentials, issuer, prove, done } = this.#parts;
    const { signedIn } = page;
    const form = await readForm(exchange.request, FORM_BYTES);
    if (!isSecretOf(digestOf(signedIn.proof), form.get('proof') ?? '')) {
      return this.#refuse(exchange, 403, 'This form did not come from this server.');
    }
    const token = form.get('token')?.trim() ?? '';
    const problem = await problemWith(token, prove);
    if (problem !== undefined) return this.#show(exchange.response, signedIn, problem);
    await credentials.set({ issuer, subject: signedIn.subject }, token);
    await pages.delete(id);
    if (page.session !== undefined) await done(page.session, id);
    return sendPage(exchange.response, 200, tokenKept());
  }

  #show(response: ServerResponse, { name, proof }: SignedIn, problem?: string): void {
    const form = tokenForm({ name, proof, kestra: this.#parts.kestra, problem });
    sendPage(response, problem === undefined ? 200 : 422, form);
  }

  #refuse({ request, response }: Exchange, status: number, why: string): void {
    this.#parts.refused(request, why);
    sendPage(response, status, sorryPage(why));
  }
}

/** @returns why Kestra does not take it, in words for its owner */
async function problemWith(token: string, prove: Parts['prove']): Promise<string | undefined> {
  // What goes into a header must not end it.
  if (!/^[\x21-\x7e]+$/.test(token)) return 'That is no token: it has to be one word of plain characters.';
  try {
    await prove(token);
    return undefined;
  } catch (error) {
    const failure = Failure.from(error);
    if (Failure.is(failure, 'unauthenticated')) return 'Kestra does not know this token, or it has expired.';
    if (Failure.is(failure, 'forbidden')) return 'Kestra knows this token, but it may not see any flow.';
    return 'Kestra could not be asked whether it takes this token. Try again in a minute.';
  }
}

function nameOf({ subject, claims }: Person): string {
  const { email, preferred_username: login, name } = claims;
  return [email, login, name].find((one) => typeof one === 'string' && one !== '')?.toString() ?? subject;
}

function cookieFor(id: string): string {
  return `kestra-mcp-token-${digestOf(id).slice(0, 12)}`;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' });
  response.end();
}
