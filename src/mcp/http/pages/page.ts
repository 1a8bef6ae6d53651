import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** HTML that is safe to show: all that was put into it was escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface Page {
  title: string;
  body: Markup;
  /** Where the browser goes on to by itself. */
  goesTo?: string;
}

/** A template whose values are escaped, but for markup of its own kind and lists of it. */
export function markup(
  texts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const parts = texts.map((text, index) => text + (index < values.length ? shown(values[index] ?? '') : ''));
  return new Markup(parts.join(''));
}

function shown(value: string | Markup | readonly Markup[]): string {
  if (value instanceof Markup) return value.text;
  if (typeof value !== 'string') return value.map(({ text }) => text).join('');
  return value.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Reads well on any screen, in light and dark; colours have a contrast of at least 4.5 to 1. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 38rem; padding: 2rem 1rem; }
h1 { font-size: 1.4rem; line-height: 1.3; }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0; overflow-wrap: anywhere; }
form { margin-top: 1.5rem; }
label { display: block; font-weight: 600; }
input { box-sizing: border-box; font: inherit; margin: .25rem 0 1rem; padding: .5rem; width: 100%; }
button { border: 2px solid; border-radius: .375rem; cursor: pointer; font: inherit; margin-right: .5rem; padding: .5rem 1rem; }
button.main { background: #5b21b6; border-color: #5b21b6; color: #fff; }
[role=alert] { border-left: .25rem solid #b91c1c; padding-left: .75rem; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but this text and this style: no scripts, no frames around it, forms only to this server. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: the forms would come without the origin by which they are known.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export function sendPage(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, HEADERS);
  response.end(documentOf(page).text);
}

/** The same for a page that somebody else's code sends. */
export function pageParts(page: Page): { headers: Readonly<Record<string, string>>; text: string } {
  return { headers: HEADERS, text: documentOf(page).text };
}

function documentOf({ title, body, goesTo }: Page): Markup {
  const refresh =
    goesTo === undefined ? [] : [markup`<meta http-equiv="refresh" content="0; url=${goesTo}">`];
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}
<title>${title} – Kestra MCP</title><style>${new Markup(STYLE)}</style></head>
<body><main>
<h1>${title}</h1>
${body}
</main></body>
</html>
`;
}
