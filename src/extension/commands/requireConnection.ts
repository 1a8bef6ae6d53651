import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionProfile } from '../connections/profile.ts';
import { executeCommand } from '../executeCommand.ts';
import type { Services } from '../services.ts';

/** The active connection; without one the user is told and undefined is returned. */
export async function requireConnection({ connections }: Services): Promise<ConnectionProfile | undefined> {
  const active = connections.active();
  if (active !== undefined) return active;
  const add = l10n.t('Add Connection');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('There is no connection to Kestra yet.'),
    add,
  );
  if (chosen === add) void executeCommand('kestraMcp.connection.add');
  return undefined;
}
