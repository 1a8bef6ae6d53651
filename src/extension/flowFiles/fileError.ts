import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redact.ts';
import { failureMessage } from '../feedback/failureWords.ts';

/** A failure as VS Code tells it, after its own "Failed to save". */
export function fileError(failure: Failure, redact: Redactor['text']): vscode.FileSystemError {
  const { kind, violations } = failure;
  const message = failureMessage(failure);
  if (kind === 'invalid') return new vscode.FileSystemError(redact(violations.join('; ') || message));
  if (kind === 'not_found') return vscode.FileSystemError.FileNotFound(redact(message));
  if (kind === 'forbidden') return vscode.FileSystemError.NoPermissions(redact(message));
  if (kind === 'conflict') {
    return new vscode.FileSystemError(l10n.t('Somebody else has saved this flow meanwhile'));
  }
  return vscode.FileSystemError.Unavailable(redact(message));
}
