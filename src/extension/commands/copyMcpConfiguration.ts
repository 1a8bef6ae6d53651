import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ClientKind } from '../start/clientConfiguration.ts';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';

/** Copies what another MCP client needs to start the bundled server on a connection. */
export async function copyMcpConfiguration(services: Services, given?: ConnectionTarget): Promise<void> {
  const profile =
    given === undefined ? await requireConnection(services) : services.connections.get(given.connectionId);
  if (profile === undefined) return;
  const clients: (vscode.QuickPickItem & { style: ClientKind })[] = [
    { label: 'VS Code', description: '.vscode/mcp.json', style: 'vscode' },
    { label: 'Cursor', description: '.cursor/mcp.json', style: 'others' },
    { label: 'Claude Desktop', description: 'claude_desktop_config.json', style: 'others' },
    { label: 'Windsurf', description: 'mcp_config.json', style: 'others' },
    { label: l10n.t('Another client'), description: 'mcpServers', style: 'others' },
  ];
  const client = await vscode.window.showQuickPick(clients, {
    title: l10n.t('For which MCP client?'),
    placeHolder: profile.name,
  });
  if (client === undefined) return;
  const { clientConfiguration } = await import('../start/clientConfiguration.ts');
  const { style: kind, label, description = '' } = client;
  await vscode.env.clipboard.writeText(
    clientConfiguration(profile, { kind, serverFile: services.serverFile }),
  );
  const told =
    profile.auth.kind === 'none'
      ? l10n.t('Copied. Paste it into {0} of {1}.', description, label)
      : l10n.t('Copied without the secret. Paste it into {0} of {1} and fill that in.', description, label);
  void vscode.window.showInformationMessage(told);
}
