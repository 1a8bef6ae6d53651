import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { killExecution as kill, type KillResult } from '../../operations/kill.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { age, shortId } from '../views/words.ts';
import { pickExecution } from './pickExecution.ts';

/** Ends an execution and its subflows, after a confirmation that names it. */
export async function killExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'kill'));
  if (target === undefined || !(await confirm(services, target))) return;
  const { connectionId, execution } = target;
  const title = l10n.t('Killing {0}', execution.flowId);
  const result = await withKestra(services, connectionId, title, (context) => kill(context, execution.id));
  tell(connectionId, result);
}

async function confirm({ connections }: Services, target: ExecutionTarget): Promise<boolean> {
  const { namespace, flowId, id, state, since } = target.execution;
  const connection = connections.get(target.connectionId);
  const flow = `${namespace}.${flowId}`;
  const question = connection?.production
    ? l10n.t('Kill {0} on production ({1})?', flow, connection.name)
    : l10n.t('Kill {0}?', flow);
  const time = age(since, Date.now());
  const told =
    time === undefined
      ? l10n.t('Execution {0} is {1}.', shortId(id), state)
      : l10n.t('Execution {0} has been {1} for {2}.', shortId(id), state, time);
  const detail = `${told} ${l10n.t('Its subflows are killed too.')}`;
  const verb = l10n.t('Kill');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, verb)) === verb;
}

function tell(connectionId: string, { killed, execution, stillRunning }: KillResult): void {
  const { flowId, state } = execution;
  if (killed && stillRunning.length === 0) {
    tellExecution(l10n.t('{0} is {1}.', flowId, 'KILLED'), { connectionId, execution });
    return;
  }
  const now = l10n.t('{0} is {1} now.', flowId, state);
  const text = stillRunning.length === 0 ? now : `${now} ${stillRun(stillRunning.length)}`;
  tellExecution(text, { connectionId, execution }, 'warning');
}

function stillRun(subflows: number): string {
  return subflows === 1 ? l10n.t('1 subflow still runs.') : l10n.t('{0} subflows still run.', subflows);
}
