import { markup, type Page } from '../pages/page.ts';

export interface TokenForm {
  /** Who is signed in. */
  name: string;
  /** The Kestra to which the token belongs. */
  kestra: string;
  proof: string;
  /** Why the last one was not taken. */
  problem?: string | undefined;
}

/** Asks for a Kestra API token: it goes from this page to the server, past client and model. */
export function tokenForm({ name, kestra, proof, problem }: TokenForm): Page {
  return {
    title: 'Your Kestra token',
    body: markup`<p>You are signed in as <strong>${name}</strong>. The token is tried, kept encrypted, and used only for
what your own agents call in Kestra at <strong>${kestra}</strong>.</p>
${problem === undefined ? '' : markup`<p role="alert" id="problem">${problem}</p>`}
<form method="post">
<input type="hidden" name="proof" value="${proof}">
<label for="token">API token</label>
<input id="token" name="token" type="password" required autocomplete="off" spellcheck="false" ${
      problem === undefined ? '' : markup`aria-invalid="true" aria-describedby="problem"`
    }>
<p>Kestra gives one out under Settings, API tokens.</p>
<button class="main">Keep it</button>
</form>`,
  };
}

export function tokenKept(): Page {
  return {
    title: 'Your token is kept',
    body: markup`<p role="status">You can close this page and go on where you were.</p>`,
  };
}
