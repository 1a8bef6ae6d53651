import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import { DisposableList } from '../../shared/disposables.ts';
import { findFlows, type FoundFlow } from '../../operations/findFlows.ts';
import { showFailure } from '../feedback/showFailure.ts';
import type { Services } from '../services.ts';
import { requireConnection } from './requireConnection.ts';

interface FlowItem extends vscode.QuickPickItem {
  flow: FoundFlow;
}

/** Long enough for the next key, short enough not to be felt. */
const PAUSE_MS = 200;
const MOST = 50;

/** Searches flows while the user types, and goes to the chosen one in the explorer. */
export async function findFlow(services: Services): Promise<void> {
  const connection = await requireConnection(services);
  if (connection === undefined) return;
  const flow = await pickFound(services, connection);
  if (flow === undefined) return;
  const { namespace, id: flowId } = flow;
  await services.views.explorer.reveal({ connectionId: connection.id, namespace, flowId });
}

function pickFound(
  services: Services,
  { id: connectionId, name }: { id: string; name: string },
): Promise<FoundFlow | undefined> {
  const disposables = new DisposableList();
  const pick = disposables.add(vscode.window.createQuickPick<FlowItem>());
  pick.title = l10n.t('Find flow');
  pick.placeholder = name;
  let search = new AbortController();
  const show = async (text: string): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    pick.busy = true;
    try {
      const items = await itemsOf(services, connectionId, text, signal);
      if (!signal.aborted) pick.items = items;
    } catch (error) {
      if (!signal.aborted) showFailure(services, error, { doing: l10n.t('Find flow'), connectionId });
    }
    if (!signal.aborted) pick.busy = false;
  };
  return new Promise<FoundFlow | undefined>((resolve) => {
    let typing: NodeJS.Timeout | undefined;
    disposables.add(
      pick.onDidChangeValue((text) => {
        clearTimeout(typing);
        typing = setTimeout(() => void show(text), PAUSE_MS);
      }),
    );
    disposables.add(pick.onDidAccept(() => resolve(pick.selectedItems[0]?.flow)));
    disposables.add(
      pick.onDidHide(() => {
        clearTimeout(typing);
        search.abort();
        resolve(undefined);
      }),
    );
    pick.show();
    void show('');
  }).finally(() => disposables.dispose());
}

async function itemsOf(
  services: Services,
  connectionId: string,
  text: string,
  signal: AbortSignal,
): Promise<FlowItem[]> {
  const kestra = await services.clientOf(connectionId);
  if (signal.aborted) throw new Failure('cancelled', l10n.t('Another text was typed.'));
  const { items } = await findFlows({ kestra, signal }, { text }, { limit: MOST });
  return items.map((flow) => ({
    label: flow.id,
    description: flow.namespace,
    ...(flow.similar ? { detail: l10n.t('has a similar name') } : {}),
    // Kestra has found it: VS Code must not sort out what it would not find itself.
    alwaysShow: true,
    flow,
  }));
}
