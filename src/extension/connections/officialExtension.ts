import * as vscode from 'vscode';

/** Address and tenant from the settings of the official Kestra extension, where somebody has set them. */
export function officialSettings(): { baseUrl?: string | undefined; tenant?: string | undefined } {
  const settings = vscode.workspace.getConfiguration('kestra.api');
  return { baseUrl: textOf(settings, 'url'), tenant: textOf(settings, 'tenant') };
}

function textOf(settings: vscode.WorkspaceConfiguration, key: string): string | undefined {
  const { globalValue, workspaceValue } = settings.inspect<unknown>(key) ?? {};
  const value = workspaceValue ?? globalValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim().replace(/\/+$/, '') : undefined;
}
