import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pickFlow } from '../commands/pickFlow.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { flowAddress } from './flowUri.ts';

/** Opens a flow's source in an editor, from where it is saved to Kestra. */
export async function editFlow(services: Services, given?: FlowTarget): Promise<void> {
  const target = given ?? (await pickFlow(services, l10n.t('Open the source of which flow?')));
  if (target === undefined) return;
  const { connectionId, flow } = target;
  const uri = vscode.Uri.from(flowAddress({ connectionId, namespace: flow.namespace, flowId: flow.id }));
  await vscode.window.showTextDocument(uri);
}
