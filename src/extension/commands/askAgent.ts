import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { offer } from '../feedback/offer.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Lets the agent find out why an execution failed. */
export async function explainFailure(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'restart'));
  if (target === undefined) return;
  await ask(
    services,
    target,
    l10n.t(
      'Why did {0} fail, what has changed since it last worked, and what can be done now?',
      named(target),
    ),
  );
}

/** Opens the chat about an execution and leaves the question to the user. */
export async function askAgent(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  await ask(services, target, l10n.t('About {0}: ', named(target)), true);
}

/** An id and names only: what Kestra's logs say must not become part of a prompt. */
function named({ execution: { id, namespace, flowId } }: ExecutionTarget): string {
  return l10n.t('Kestra execution {0} of the flow {1}', id, `${namespace}.${flowId}`);
}

/** @param isPartial the user completes the question before it is sent */
async function ask(
  { connections }: Services,
  { connectionId }: ExecutionTarget,
  query: string,
  isPartial = false,
): Promise<void> {
  if (vscode.workspace.getConfiguration('chat.mcp').get<string>('access') === 'none') {
    await offer(
      'warning',
      l10n.t('Agents cannot use Kestra: MCP servers are switched off here (chat.mcp.access).'),
      [],
    );
    return;
  }
  const several = connections.list().length > 1;
  const where = several
    ? l10n.t('It is on the connection {0}.', connections.get(connectionId)?.name ?? '')
    : '';
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query: isPartial || where === '' ? query : `${query} ${where}`,
    mode: 'agent',
    isPartialQuery: isPartial,
  });
}
