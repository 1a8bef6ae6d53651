import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import { executeCommand } from '../executeCommand.ts';
import { showFailure } from '../feedback/showFailure.ts';
import { withKestra } from '../feedback/withKestra.ts';
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
  const { id: connectionId, name } = connectionFor(link, connections.list(), connections.active());
  const [{ getExecution }, { summarizeExecution }] = await Promise.all([
    import('../../operations/findExecution.ts'),
    import('../../operations/summary.ts'),
  ]);
  const execution = await withKestra(services, connectionId, `Kestra ${name}`, async (context) =>
    summarizeExecution(await getExecution(context, link.executionId), context.kestra.connection),
  );
  await executeCommand('kestraMcp.execution.open', { connectionId, execution });
}
