import * as vscode from 'vscode';

/** As in package.json. */
export const TOOLSET_SETTING = 'kestraMcp.toolset';
export const TASKS_SETTING = 'kestraMcp.tasks';

/** The toolset that the user chose, or undefined for the default. */
export function toolsetSetting(): readonly string[] | undefined {
  const { globalValue, workspaceValue } =
    vscode.workspace.getConfiguration().inspect<readonly string[]>(TOOLSET_SETTING) ?? {};
  const chosen = workspaceValue ?? globalValue;
  return chosen === undefined || chosen.length === 0 ? undefined : chosen;
}

/** Whether VS Code's tool calls may be tasks, or undefined for the default. */
export function tasksSetting(): string | undefined {
  const { globalValue, workspaceValue } =
    vscode.workspace.getConfiguration().inspect<string>(TASKS_SETTING) ?? {};
  return workspaceValue ?? globalValue;
}
