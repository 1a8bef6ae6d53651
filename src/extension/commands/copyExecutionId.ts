import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

export async function copyExecutionId(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  await vscode.env.clipboard.writeText(target.execution.id);
  vscode.window.setStatusBarMessage(`Copied ${target.execution.id}`, 3_000);
}
