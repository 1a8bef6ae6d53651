import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ui } from './ui.ts';
import { chooseFromMenu } from './window.ts';

export type View = 'waiting' | 'explorer' | 'agent';

const HEADERS: Readonly<Record<View, string>> = { waiting: 'Waiting', explorer: 'Explorer', agent: 'Agent' };

/** The part of the side bar that holds one of our views. */
export function pane(view: View): string {
  return `.pane:has(> .pane-header[aria-label^="${HEADERS[view]}"])`;
}

/** A row by a part of what a screen reader says of it. */
export function row(view: View, spoken: string): string {
  return `${pane(view)} .monaco-list-row[aria-label*="${spoken}"]`;
}

/** Opens our container by a click into the activity bar. */
export async function openSidebar(): Promise<void> {
  const icon = '.activitybar .action-item:has(.action-label[aria-label^="Kestra"])';
  await ui.waitFor(icon);
  if ((await ui.count(`${icon}.checked`)) === 0) await ui.click(icon);
  await ui.waitFor(pane('explorer'));
  // The icon's tooltip would lie over rows.
  await ui.hover('.part.statusbar');
}

/** A click is lost where the tree is drawn anew under the mouse. */
const CLICK_TRIES = 3;

/** Opens a row by its twistie, unless it is open. */
export function expand(view: View, spoken: string): Promise<void> {
  return open(row(view, spoken));
}

async function open(selector: string): Promise<void> {
  await ui.waitFor(selector);
  for (let tries = 1; (await ui.count(`${selector}[aria-expanded="true"]`)) === 0; tries += 1) {
    await ui.click(`${selector} .monaco-tl-twistie`);
    const opened = ui.waitFor(`${selector}[aria-expanded="true"]`, { timeoutMs: 3_000 });
    await (tries < CLICK_TRIES ? opened.catch(() => undefined) : opened);
  }
}

/** Opens the row of a namespace, and those above it, which other suites' namespaces may put there. */
export async function expandNamespace(namespace: string): Promise<void> {
  const parts = namespace.split('.');
  const rows = parts.map((_, index) => {
    const name = parts.slice(0, index + 1).join('.');
    return `${pane('explorer')} .monaco-list-row[aria-label="Namespace ${name}"]`;
  });
  const connection = `${pane('explorer')} .monaco-list-row[aria-level="1"]`;
  await ui.waitFor([connection, ...rows].join(', '));
  if ((await ui.count(`${connection}[aria-expanded="false"]`)) > 0) await open(connection);
  for (const [index, selector] of rows.entries()) {
    await ui.waitFor(rows.slice(index).join(', '));
    if ((await ui.count(selector)) > 0) await open(selector);
  }
}

/** Clicks an inline action, which shows when the mouse is over the row. */
export async function clickInline(view: View, spoken: string, action: string): Promise<void> {
  await ui.hover(row(view, spoken));
  await ui.click(`${row(view, spoken)} .action-label[aria-label^="${action}"]`);
}

export async function chooseFromRow(view: View, spoken: string, label: string): Promise<void> {
  await chooseFromMenu(row(view, spoken), label);
}

/** What stands in a view that has no rows. */
export function welcome(view: View): string {
  return `${pane(view)} .welcome-view-content`;
}

/** The line above the rows. */
export function message(view: View): string {
  return `${pane(view)} .message`;
}

/** A moment after the rows are known VS Code draws them anew, and what the mouse was about to do gets lost. */
const REDRAW_MS = 400;

export async function refresh(view: View): Promise<void> {
  await vscode.commands.executeCommand(`kestraMcp.${view}.refresh`);
  await delay(REDRAW_MS);
}
