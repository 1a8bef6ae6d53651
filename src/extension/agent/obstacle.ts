import * as vscode from 'vscode';

/** Why agents cannot use Kestra here, or have to be told to. */
export type Obstacle = 'access' | 'autostart';

/** By VS Code's settings, which an organization may have fixed. */
export function obstacle(): Obstacle | undefined {
  const settings = vscode.workspace.getConfiguration('chat.mcp');
  if (settings.get<string>('access') === 'none') return 'access';
  return settings.get<string>('autostart') === 'never' ? 'autostart' : undefined;
}
