import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import { showFailure } from '../feedback/showFailure.ts';
import type { Services } from '../services.ts';
import { connectionFor, linkedExecution } from './executionUri.ts';

/** Opens what a `vscode://` link names. It looks only: nobody's link resumes or kills anything. */
export function uriHandler(services: Services): vscode.UriHandler {
  return {
    async handleUri(uri) {
      try {
        await openLinked(services, uri);
      } catch (error) {
        const isUnknown = Failure.is(error, 'not_found');
        showFailure(services, error, {
          doing: l10n.t('Open the link'),
          retry: isUnknown ? undefined : () => openLinked(services, uri),
        });
      }
    },
  };
}

async function openLinked(services: Services, uri: vscode.Uri): Promise<void> {
  const link = linkedExecution(uri);
  const { connections } = services;
  const { id } = connectionFor(link, connections.list(), connections.active());
  const { openExecutionById } = await import('../commands/openExecutionById.ts');
  await openExecutionById(services, id, link.executionId);
}
