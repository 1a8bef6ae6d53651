import * as l10n from '@vscode/l10n';
import { DataView } from './dataView.ts';
import { el } from './dom.ts';
import { GanttView } from './ganttView.ts';
import { GraphView } from './graphView.ts';
import { Header } from './header.ts';
import { LogView } from './logView.ts';
import { isHostMessage, type ViewMessage } from './messages.ts';
import { chosenIn, type Chosen } from './chosen.ts';
import { learn, nothingKnown } from './store.ts';
import { Tabs } from './tabs.ts';
import { TABS, type TabId } from './tabIds.ts';
import type { Page, TabView } from './view.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: ViewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const TICK_MS = 1_000;

/** Builds the page and connects it with the extension. */
function start(): void {
  const { kept, texts } = document.body.dataset;
  // Both are written by the extension into this page.
  l10n.config({ contents: JSON.parse(texts ?? '{}') });
  const host = acquireVsCodeApi();
  const before = chosenIn(host.getState());
  let chosen = before;
  const keep = (change: Partial<Chosen>): void => {
    chosen = { ...chosen, ...change };
    host.setState({ ...JSON.parse(kept ?? '{}'), chosen });
  };
  const known = nothingKnown();
  const page: Page = {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is VS Code's, not a window's
    send: (message) => host.postMessage(message),
    showLogs: (taskRunId) => {
      logs.narrow({ taskRunId });
      tabs.open('logs');
    },
  };
  const header = new Header(page);
  const logs = new LogView(page, before.filter, (filter) =>
    keep({ filter: { ...filter, taskRunId: undefined } }),
  );
  const views: Readonly<Record<TabId, TabView>> = {
    overview: new GanttView(page),
    graph: new GraphView(page),
    logs,
    data: new DataView(page),
  };
  const labels = {
    overview: l10n.t('Overview'),
    graph: l10n.t('Graph'),
    logs: l10n.t('Logs'),
    data: l10n.t('Inputs and Outputs'),
  };
  const panels = new Map(TABS.map((tab) => [tab, views[tab].element]));
  const tabs = new Tabs(labels, panels, (tab) => {
    keep({ tab });
    views[tab].opened?.(known);
    views[tab].render(known);
  });
  showTabs(false);
  document.body.append(header.element, tabs.element, el('main', {}, [...panels.values()]));
  tabs.open(before.tab);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isHostMessage(data)) return;
    learn(known, data);
    showTabs(known.execution !== undefined);
    header.render(known);
    const view = views[tabs.current];
    if (view.about.includes(data.type)) view.render(known);
  });
  setInterval(() => {
    const { execution } = known;
    if (execution === undefined || execution.hasEnded) return;
    header.tick(execution);
    if (tabs.current === 'overview') views.overview.render(known);
  }, TICK_MS);
  page.send({ type: 'ready' });
}

/** Tabs without anything in them would look like an execution that has done nothing. */
function showTabs(isKnown: boolean): void {
  document.body.classList.toggle('without-execution', !isKnown);
}

start();
