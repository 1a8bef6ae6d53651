import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** What VS Code's window is opened with. */
export interface WindowOptions {
  port: number;
  folder: string;
  /** Extension loaded from source. */
  extension?: string | undefined;
  /** Module run in the extension host in VS Code's test mode. */
  tests?: string | undefined;
  proposed: string[];
  /** Display language; English if absent. */
  locale?: string | undefined;
  /** File for everything the window and the extension host print. */
  consoleFile: string;
  onExit: (code: number) => void;
}

/** Opens VS Code's web client of the server at `port` and returns its page. */
export async function openWindow(browser: Browser, options: WindowOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  // A person would be asked before VS Code reads it.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // Look-ups of update, marketplace and experiment services end at once instead of waiting for name resolution.
  await context.route(isElsewhere, (route) => route.abort());
  await context.route(/^http:\/\/[^/]+\/proxy\/\d+\//, (route) =>
    route.fulfill(sendTo(withoutProxy(route.request().url()))),
  );
  // A redirect to there cannot be caught, only that it comes to nothing.
  context.on('requestfailed', (request) => {
    const url = new URL(request.url());
    if (isRedirectPage(url)) void context.newPage().then((other) => other.goto(comingBack(url)));
  });
  // What a language pack would say of itself.
  if (options.locale !== undefined) {
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.locale)};`);
  }
  const page = await context.newPage();
  const log = createWriteStream(options.consoleFile);
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const words = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)));
    log.write(`[${type}] ${words.join(' ').replaceAll('%c', '')}\n`);
  });
  await page.exposeFunction('codeAutomationExit', options.onExit);
  page.on('pageerror', (error) => log.write(`[pageerror] ${error.message}\n`));
  await page.goto(windowUrl(options));
  return page;
}

/** To which VS Code in a browser has authorization servers send people. */
function isRedirectPage(url: URL): boolean {
  return url.href.startsWith('https://vscode.dev/redirect?');
}

/** As that page does: to the window that the state names, with the answer. */
function comingBack({ searchParams }: URL): string {
  const back = new URL(decodeURIComponent(searchParams.get('state') ?? ''));
  // VS Code finds the code only behind another parameter.
  for (const name of ['iss', 'code']) back.searchParams.set(name, searchParams.get(name) ?? '');
  return back.href;
}

/** Other ports of this machine are opened through a proxy of code-server's, which VS Code's own server has not. */
function withoutProxy(url: string): string {
  return url.replace(/^http:\/\/[^/]+\/proxy\/(\d+)\//, 'http://127.0.0.1:$1/');
}

function sendTo(location: string): { status: number; headers: Record<string, string> } {
  return { status: 302, headers: { location } };
}

function isElsewhere(url: URL): boolean {
  // Webviews have an origin of their own under vscode-cdn.net; the server answers for it.
  const here = ['127.0.0.1', 'localhost'].includes(url.hostname) || url.hostname.endsWith('.vscode-cdn.net');
  return ['http:', 'https:'].includes(url.protocol) && !here;
}

/** The payload is a map: of two development paths the window would silently take the second only. */
function windowUrl(options: WindowOptions): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${options.port}${path.resolve(file)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...options.proposed.map((id) => ['enableProposedApi', id]),
    ...(options.extension ? [['extensionDevelopmentPath', remote(options.extension)]] : []),
    ...(options.tests ? [['extensionTestsPath', remote(options.tests)]] : []),
  ];
  const url = new URL(`http://127.0.0.1:${options.port}/`);
  url.searchParams.set('folder', path.resolve(options.folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
