import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { executionUri } from '../start/executionUri.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Copies a link that opens an execution in the VS Code of whoever has a connection to the same Kestra. */
export async function copyExecutionLink(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  const { baseUrl, tenant } = services.connections.get(target.connectionId) ?? {};
  const parts = executionUri({ executionId: target.execution.id, baseUrl, tenant });
  const link = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: services.extensionId, ...parts });
  await vscode.env.clipboard.writeText(link.toString());
  vscode.window.setStatusBarMessage(l10n.t('Link copied'), 3_000);
}
