import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';

const REMOVE = 'Remove';

/** Forgets a connection and its secret. Kestra itself is not touched. */
export async function removeConnection(services: Services, target?: ConnectionTarget): Promise<void> {
  const { connections } = services;
  const profile =
    target === undefined ? await requireConnection(services) : connections.get(target.connectionId);
  if (profile === undefined) return;
  const chosen = await vscode.window.showWarningMessage(
    `Remove the connection ${profile.name}?`,
    { modal: true, detail: 'Its password or token is deleted from this machine. Nothing changes in Kestra.' },
    REMOVE,
  );
  if (chosen === REMOVE) await connections.remove(profile.id);
}
