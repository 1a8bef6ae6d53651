import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';

/** Forgets a connection and its secret. Kestra itself is not touched. */
export async function removeConnection(services: Services, target?: ConnectionTarget): Promise<void> {
  const { connections } = services;
  const profile =
    target === undefined ? await requireConnection(services) : connections.get(target.connectionId);
  if (profile === undefined) return;
  const remove = l10n.t('Remove');
  const detail = l10n.t('Its password or token is deleted from this machine. Nothing changes in Kestra.');
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('Remove the connection {0}?', profile.name),
    { modal: true, detail },
    remove,
  );
  if (chosen === remove) await connections.remove(profile.id);
}
