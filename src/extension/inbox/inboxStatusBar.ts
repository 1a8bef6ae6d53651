import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { waitsForYou } from '../views/words.ts';
import { totalsOf, type ConnectionInbox, type Inboxes } from './inbox.ts';
import type { InboxStore } from './inboxStore.ts';
import { failureMessage } from '../feedback/failureWords.ts';

/** How many executions wait and how many have failed within a day, over all connections. */
export class InboxStatusBar implements Disposable {
  readonly #disposables = new DisposableList();
  readonly #item: vscode.StatusBarItem;

  constructor(store: InboxStore) {
    this.#item = this.#disposables.add(
      vscode.window.createStatusBarItem('kestraMcp.status', vscode.StatusBarAlignment.Left, 5),
    );
    this.#item.name = 'Kestra';
    this.#item.command = 'kestraMcp.waiting.focus';
    this.#disposables.add(store.onDidChange((inboxes) => this.#show(inboxes)));
    this.#show(store.inboxes);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #show(inboxes: Inboxes): void {
    const read = inboxes.filter(({ readAt, failure }) => readAt !== undefined || failure !== undefined);
    if (read.length === 0) {
      this.#item.hide();
      return;
    }
    const { waiting, failed } = totalsOf(read);
    const unread = read.some(({ failure }) => failure !== undefined);
    const counts = [
      waiting > 0 ? `$(bell) ${waiting}` : '',
      failed > 0 ? `$(error) ${failed}` : '',
      unread ? '$(warning)' : '',
    ];
    this.#item.text = ['Kestra', ...counts].filter(Boolean).join(' ');
    this.#item.tooltip = read.map(lineOf).join('\n');
    this.#item.accessibilityInformation = { label: `Kestra: ${read.map(lineOf).join('; ')}`, role: 'button' };
    this.#item.show();
  }
}

function lineOf({ name, total, failed, failure }: ConnectionInbox): string {
  const fails =
    failed.total === 1
      ? l10n.t('1 has failed within a day')
      : l10n.t('{0} have failed within a day', failed.total);
  const line = `${name}: ${waitsForYou(total)}, ${fails}`;
  return failure === undefined ? line : l10n.t('{0} (not up to date: {1})', line, failureMessage(failure));
}
