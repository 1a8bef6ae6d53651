import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { offer } from './offer.ts';

export async function openInKestra(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/** Tells an outcome, with the way to Kestra's own page of it. */
export function tellOutcome(
  text: string,
  url: string,
  severity: 'information' | 'warning' = 'information',
): void {
  void offer(severity, text, [{ label: l10n.t('Open in Kestra'), go: () => openInKestra(url) }]);
}
