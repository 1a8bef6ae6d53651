import * as l10n from '@vscode/l10n';
import type { ExecutionSummary } from '../../operations/summary.ts';
import { executeCommand } from '../executeCommand.ts';
import { offer } from './offer.ts';

/** Tells what became of an execution, with the way to it. */
export function tellExecution(
  text: string,
  target: { connectionId: string; execution: ExecutionSummary },
  severity: 'information' | 'warning' = 'information',
): void {
  const open = { label: l10n.t('Open'), go: () => executeCommand('kestraMcp.execution.open', target) };
  void offer(severity, text, [open]);
}
