import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { executeCommand } from '../executeCommand.ts';
import { offer, type Way } from '../feedback/offer.ts';
import { waitsForYou } from '../views/words.ts';
import type { Inboxes } from './inbox.ts';
import type { InboxPoller } from './inboxPoller.ts';
import type { InboxStore } from './inboxStore.ts';
import { newsSince, type News, type NewsItem } from './news.ts';
import type { WatchedFlows } from './watchedFlows.ts';

/** Named in a notification; the rest is counted. */
const MOST_NAMES = 3;

/** One notification for all that has begun to wait or failed since the last look, of the flows the user watches. */
export class InboxNotifier implements Disposable {
  readonly #disposables = new DisposableList();
  readonly #watched: WatchedFlows;
  readonly #poller: InboxPoller;
  #known: Inboxes;

  constructor(sources: { store: InboxStore; poller: InboxPoller; watched: WatchedFlows }) {
    const { store, poller, watched } = sources;
    this.#watched = watched;
    this.#poller = poller;
    this.#known = store.inboxes;
    this.#disposables.add(store.onDidChange((inboxes) => this.#compare(inboxes)));
    this.#disposables.add(watched.onDidChange(() => this.#listen()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('kestraMcp.notifications')) this.#listen();
      }),
    );
    this.#listen();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #listen(): void {
    const wanted = wantedNotifications();
    this.#poller.tell({ watched: wanted === 'all' || (wanted === 'watched' && !this.#watched.isEmpty) });
  }

  #compare(inboxes: Inboxes): void {
    const news = newsSince(this.#known, inboxes, (item) => this.#isWanted(item));
    this.#known = inboxes;
    tellWaiting(news);
    tellFailed(news);
  }

  #isWanted({ connectionId, execution: { namespace, flowId } }: NewsItem): boolean {
    const wanted = wantedNotifications();
    if (wanted === 'watched') return this.#watched.has({ connectionId, namespace, flowId });
    return wanted === 'all';
  }
}

function wantedNotifications(): string {
  return vscode.workspace.getConfiguration('kestraMcp').get<string>('notifications') ?? 'watched';
}

function tellWaiting({ waiting }: News): void {
  const [first] = waiting;
  if (first === undefined) return;
  const resume: Way = {
    label: l10n.t('Resume…'),
    go: () => executeCommand('kestraMcp.execution.resume', first),
  };
  const text = `${waitsForYou(waiting.length)}: ${namesOf(waiting)}`;
  void offer('information', text, waiting.length === 1 ? [resume] : [show()]);
}

function tellFailed({ failed }: News): void {
  const [first] = failed;
  if (first === undefined) return;
  const open: Way = { label: l10n.t('Open'), go: () => executeCommand('kestraMcp.execution.open', first) };
  const restart: Way = {
    label: l10n.t('Restart'),
    go: () => executeCommand('kestraMcp.execution.restart', first),
  };
  const what =
    failed.length === 1
      ? l10n.t('1 execution has failed')
      : l10n.t('{0} executions have failed', failed.length);
  void offer('warning', `${what}: ${namesOf(failed)}`, failed.length === 1 ? [open, restart] : [show()]);
}

function show(): Way {
  return { label: l10n.t('Show'), go: () => vscode.commands.executeCommand('kestraMcp.waiting.focus') };
}

function namesOf(items: readonly NewsItem[]): string {
  const flows = [...new Set(items.map(({ execution: { namespace, flowId } }) => `${namespace}.${flowId}`))];
  const others = flows.length - MOST_NAMES;
  const named = flows.slice(0, MOST_NAMES).join(', ');
  return others > 0 ? l10n.t('{0} and {1} more', named, others) : named;
}
