import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { executeCommand } from '../executeCommand.ts';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';

/** Chooses the connection that the inbox and the palette use. */
export async function switchConnection({ connections }: Services, target?: ConnectionTarget): Promise<void> {
  if (target !== undefined) return connections.activate(target.connectionId);
  const activeId = connections.active()?.id;
  const choices = connections.list().map(({ id, name, baseUrl, tenant, production }) => ({
    label: `$(${id === activeId ? 'check' : 'server'}) ${name}`,
    description: production ? l10n.t('production') : '',
    detail: `${baseUrl} · ${tenant}`,
    id,
  }));
  const add = { label: `$(add) ${l10n.t('Add a connection…')}`, id: undefined };
  const title = l10n.t('Switch connection');
  const chosen = await vscode.window.showQuickPick([...choices, add], { title });
  if (chosen === undefined) return undefined;
  if (chosen.id === undefined) return void executeCommand('kestraMcp.connection.add');
  return connections.activate(chosen.id);
}
