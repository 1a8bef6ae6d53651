import { bridgeVariable } from '../harness/bridgeProtocol.ts';
import type { BridgeAnswer, BridgeOperation, BridgeOperations, Target } from '../harness/bridgeProtocol.ts';

const address = process.env[bridgeVariable];

type Where = Omit<Target, 'selector'>;

async function call<Name extends BridgeOperation>(
  operation: Name,
  args: BridgeOperations[Name]['args'],
): Promise<BridgeOperations[Name]['result']> {
  if (!address) throw new Error('this VS Code runs without the harness: its window cannot be operated');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ operation, args }) });
  const answer = (await response.json()) as BridgeAnswer;
  if (!answer.ok) throw new Error(`${operation} ${JSON.stringify(args)}: ${answer.error}`);
  return answer.result;
}

/**
 * Operates the window from inside the extension host. Selectors are Playwright's; the first match is meant. Only
 * `available` under the harness: on the desktop, tests which need it say so and skip.
 */
export const ui = {
  available: address !== undefined,
  click: (selector: string, where: Where = {}) => call('click', { selector, ...where }),
  doubleClick: (selector: string, where: Where = {}) => call('click', { selector, double: true, ...where }),
  /** Opens the context menu of an element. */
  rightClick: (selector: string, where: Where = {}) => call('click', { selector, button: 'right', ...where }),
  hover: (selector: string, where: Where = {}) => call('hover', { selector, ...where }),
  fill: (selector: string, text: string, where: Where = {}) => call('fill', { selector, text, ...where }),
  type: (text: string) => call('type', { text }),
  press: (key: string) => call('press', { key }),
  waitFor: (selector: string, where: Where = {}) => call('waitFor', { selector, ...where }),
  waitUntilGone: (selector: string, where: Where = {}) =>
    call('waitFor', { selector, state: 'hidden', ...where }),
  /** Resolves with the whole text of the first match which contains `text`. */
  waitForText: (selector: string, text: string, where: Where = {}) =>
    call('waitForText', { selector, text, ...where }),
  texts: (selector: string, where: Where = {}) => call('texts', { selector, ...where }),
  count: (selector: string, where: Where = {}) => call('count', { selector, ...where }),
  evaluate: (expression: string, where: { webview?: boolean } = {}) =>
    call('evaluate', { expression, ...where }),
  viewport: (width: number, height: number) => call('viewport', { width, height }),
  /** Writes a PNG of the window, or of one element; resolves with the file's path. */
  screenshot: (file: string, selector?: string) =>
    call('screenshot', selector === undefined ? { file } : { file, selector }),
  print: (text: string) => call('print', { text }),
};

/** A suite that operates the window: without the harness its tests are reported as not run. */
export function describeWithWindow(title: string, define: () => void): void {
  if (ui.available) describe(title, define);
  else describe.skip(title, define);
}
