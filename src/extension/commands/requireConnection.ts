import * as vscode from 'vscode';
import type { ConnectionProfile } from '../connections/profile.ts';
import { executeCommand } from '../executeCommand.ts';
import type { Services } from '../services.ts';

const ADD = 'Add Connection';

/** The active connection; without one the user is told and undefined is returned. */
export async function requireConnection({ connections }: Services): Promise<ConnectionProfile | undefined> {
  const active = connections.active();
  if (active !== undefined) return active;
  const chosen = await vscode.window.showInformationMessage('There is no connection to Kestra yet.', ADD);
  if (chosen === ADD) void executeCommand('kestraMcp.connection.add');
  return undefined;
}
