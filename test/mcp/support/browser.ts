/** What a browser shows: a page, or the address of another program that it was sent to. */
export interface Shown {
  url: string;
  status: number;
  /** Empty for another program's address. */
  text: string;
  headers: Headers;
}

const MOST_STEPS = 20;

/** A browser as far as signing in needs one: cookies by path, redirects, refreshes and forms; no scripts. */
export class Browser {
  #stop: string | undefined;
  readonly #cookies = new Map<string, { value: string; path: string; host: string }>();

  /** Follows where it is sent, until a page is shown or another program than a web server of this test is called. */
  async open(address: string | URL, init: RequestInit = {}): Promise<Shown> {
    let url = new URL(address);
    let request = init;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const answer = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { ...Object.fromEntries(new Headers(request.headers)), cookie: this.#cookiesFor(url) },
      });
      this.#keep(url, answer.headers.getSetCookie());
      const text = await answer.text();
      const next = answer.headers.get('location') ?? refreshOf(text);
      if (next === undefined) return { url: url.href, status: answer.status, text, headers: answer.headers };
      url = new URL(next, url);
      request = {};
      const isAnswer = url.searchParams.has('code') || url.searchParams.has('error');
      if (url.pathname === this.#stop || (isAnswer && url.pathname !== '/oauth/callback')) {
        return { url: url.href, status: 0, text: '', headers: answer.headers };
      }
    }
    throw new Error(`The browser is sent around, at last to ${url.href}`);
  }

  /** Goes no further than to an address with this path. @returns it */
  async stopBefore(pathname: string, going: () => Promise<Shown>): Promise<string> {
    this.#stop = pathname;
    const { url } = await going();
    this.#stop = undefined;
    return url;
  }

  /** Presses a button of the page's form, or sends it with other values than those it came with. */
  submit(shown: Shown, values: Record<string, string>): Promise<Shown> {
    const hidden = [...shown.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)" ?\/?>/g)];
    const fields = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...values };
    const target = new URL(actionOf(shown.text), shown.url);
    return this.open(target, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: target.origin },
    });
  }

  #keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/';
      const host = url.hostname;
      const key = `${host} ${path} ${name}`;
      if (value === '') this.#cookies.delete(key);
      else this.#cookies.set(key, { value: `${name}=${value}`, path, host });
    }
  }

  #cookiesFor({ hostname, pathname }: URL): string {
    const fitting = [...this.#cookies.values()].filter(
      (cookie) => cookie.host === hostname && pathname.startsWith(cookie.path),
    );
    return fitting.map(({ value }) => value).join('; ');
  }
}

/** Where a page's form goes; empty for the page itself. */
function actionOf(text: string): string {
  return /<form[^>]* action="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

function refreshOf(text: string): string | undefined {
  const [, url] = /<meta http-equiv="refresh" content="0; url=([^"]*)">/.exec(text) ?? [];
  return url?.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
}
