import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { executeCommand } from '../executeCommand.ts';
import { offer } from '../feedback/offer.ts';
import { withProgress } from '../feedback/withKestra.ts';

const PORT = 8080;
const PAGE = `http://localhost:${PORT}`;
const HOW = 'https://kestra.io/docs/installation';

/** Starts a Kestra in a container, in a terminal where it can be watched and stopped. */
export async function startLocalKestra(): Promise<void> {
  const { findContainerEngine, kestraArguments } = await import('../start/containerEngine.ts');
  const engine = await withProgress(l10n.t('Looking for Docker or Podman'), () => findContainerEngine());
  if (engine === undefined) {
    await tellHow();
    return;
  }
  const terminal = vscode.window.createTerminal({
    name: 'Kestra',
    shellPath: engine,
    shellArgs: kestraArguments(PORT),
    iconPath: new vscode.ThemeIcon('server-process'),
  });
  terminal.show(true);
  await offer(
    'information',
    l10n.t(
      'Kestra is starting in the terminal. Once it has, choose its first user on its page, then connect.',
    ),
    [
      { label: l10n.t('Open Kestra'), go: () => vscode.env.openExternal(vscode.Uri.parse(PAGE)) },
      { label: l10n.t('Add Connection'), go: () => executeCommand('kestraMcp.connection.add') },
    ],
  );
}

async function tellHow(): Promise<void> {
  await offer(
    'warning',
    l10n.t('Neither Docker nor Podman runs on this machine. Start one of them, or install Kestra otherwise.'),
    [
      { label: l10n.t('How to Install'), go: () => vscode.env.openExternal(vscode.Uri.parse(HOW)) },
      { label: l10n.t('Try Again'), go: () => executeCommand('kestraMcp.local.start') },
    ],
  );
}
