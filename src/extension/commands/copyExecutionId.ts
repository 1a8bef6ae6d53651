import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

export async function copyExecutionId(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  await vscode.env.clipboard.writeText(target.execution.id);
  vscode.window.setStatusBarMessage(l10n.t('Copied {0}', target.execution.id), 3_000);
}
