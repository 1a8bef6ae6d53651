import type { SCOPES } from '../auth/scopes.ts';
import { markup, type Page } from '../pages/page.ts';

export interface Asked {
  /** What the client calls itself; absent when it says nothing. */
  clientName: string | undefined;
  clientId: string;
  /** Its id is the address at which it published who it is. */
  isPublished: boolean;
  redirectUri: string;
  scopes: readonly string[];
  /** Where people sign in. */
  provider: string;
}

const MEANING: Readonly<Record<keyof typeof SCOPES, string>> = {
  'kestra:read': 'see flows, executions, logs and files',
  'kestra:operate': 'start, resume, restart and stop executions',
  'kestra:author': 'change flows, files and keys',
  'kestra:admin': 'delete, and change what concerns everybody',
};

/**
 * Asks whether a client may act for a person, before they are sent to sign in: a provider that knows them already asks
 * nothing, and would let anybody's client in.
 *
 * @param proof goes with the form: no other page knows it
 */
export function consentPage(
  { clientName, clientId, isPublished, redirectUri, scopes, provider }: Asked,
  proof: string,
): Page {
  const name = clientName ?? 'An application without a name';
  const known = Object.entries(MEANING).filter(([scope]) => scopes.includes(scope));
  return {
    title: `Let ${name} work with Kestra for you?`,
    body: markup`<p>Go on only if you have just begun this yourself, in that application.</p>
      <dl>
        <dt>The application</dt>
        <dd>
          ${
            isPublished
              ? markup`${name}, published at <strong>${clientId}</strong>`
              : markup`calls itself <strong>${name}</strong>. Nobody has checked that.`
          }
        </dd>
        <dt>It gets its access at</dt>
        <dd>
          <strong>${redirectUri}</strong>${isLoopback(redirectUri) ? ' (a program on your own computer)' : ''}
        </dd>
        <dt>As far as your own role allows, it may</dt>
        <dd>
          <ul>
            ${known.map(([, meaning]) => markup`<li>${meaning}</li>`)}
          </ul>
        </dd>
      </dl>
      <form method="post">
        <input type="hidden" name="proof" value="${proof}" />
        <p>You sign in at ${provider} next.</p>
        <button class="main" name="answer" value="yes">Go on to sign in</button>
        <button name="answer" value="no">Cancel</button>
      </form>`,
  };
}

function isLoopback(uri: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(uri);
}
