import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { BridgeOperations, PageRequest, Target } from './bridgeProtocol.ts';

const patienceMs = 10_000;

type EvaluateArguments = BridgeOperations['evaluate']['args'];

/** Performs one operation of the bridge on the page; `shots` is where screenshots go. */
export async function operatePage(main: Page, shots: string, request: PageRequest): Promise<unknown> {
  const page = 'popup' in request.args && request.args.popup ? await popupOf(main) : main;
  switch (request.operation) {
    case 'click':
      return click(page, request.args);
    case 'hover':
      return locate(page, request.args).hover(patience(request.args));
    case 'fill':
      return locate(page, request.args).fill(request.args.text, patience(request.args));
    case 'type':
      return page.keyboard.type(request.args.text, { delay: 5 });
    case 'press':
      return page.keyboard.press(request.args.key);
    case 'waitFor':
      return locate(page, request.args).waitFor({
        state: request.args.state ?? 'visible',
        ...patience(request.args),
      });
    case 'waitForText':
      return waitForText(page, request.args);
    case 'texts':
      return all(page, request.args).allInnerTexts();
    case 'count':
      return all(page, request.args).count();
    case 'evaluate':
      return evaluate(page, request.args);
    case 'viewport':
      return page.setViewportSize(request.args);
    case 'screenshot':
      return screenshot(page, shots, request.args);
    default:
      return request satisfies never;
  }
}

/** The last page that was opened beside the window. */
async function popupOf(main: Page): Promise<Page> {
  const others = main
    .context()
    .pages()
    .filter((page) => page !== main);
  return others.at(-1) ?? main.context().waitForEvent('page', { timeout: patienceMs });
}

function patience(target: Partial<Target>): { timeout: number } {
  return { timeout: target.timeoutMs ?? patienceMs };
}

/** A webview is a frame in a frame; a hidden one stays in the page, so take the one which is shown. */
function all(page: Page, target: Target): Locator {
  if (!target.webview) return page.locator(target.selector);
  const outer = page.locator('iframe.webview.ready:visible').last().contentFrame();
  return outer.frameLocator('iframe#active-frame').locator(target.selector);
}

function locate(page: Page, target: Target): Locator {
  return all(page, target).first();
}

function evaluate(page: Page, { expression, webview = false }: EvaluateArguments): Promise<unknown> {
  if (!webview) return page.evaluate(expression);
  return all(page, { selector: 'body', webview }).first().evaluate(expression);
}

async function click(
  page: Page,
  args: Target & { button?: 'left' | 'right'; double?: boolean },
): Promise<void> {
  const options = { button: args.button ?? 'left', clickCount: args.double ? 2 : 1, ...patience(args) };
  await locate(page, args).click(options);
}

async function waitForText(page: Page, args: Target & { text: string }): Promise<string> {
  const found = all(page, args).filter({ hasText: args.text }).first();
  await found.waitFor({ state: 'visible', ...patience(args) });
  return found.innerText();
}

async function screenshot(
  page: Page,
  shots: string,
  args: Partial<Target> & { file: string },
): Promise<string> {
  const file = path.resolve(shots, args.file);
  await mkdir(path.dirname(file), { recursive: true });
  const { selector } = args;
  if (selector === undefined) await page.screenshot({ path: file });
  else await locate(page, { ...args, selector }).screenshot({ path: file, ...patience(args) });
  return file;
}
