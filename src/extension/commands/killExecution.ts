import * as vscode from 'vscode';
import { killExecution as kill, type KillResult } from '../../operations/kill.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { age, count, shortId } from '../views/words.ts';
import { pickExecution } from './pickExecution.ts';

const KILL = 'Kill';

/** Ends an execution and its subflows, after a confirmation that names it. */
export async function killExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'kill'));
  if (target === undefined || !(await confirm(services, target))) return;
  const { connectionId, execution } = target;
  const result = await withKestra(services, connectionId, `Killing ${execution.flowId}`, (context) =>
    kill(context, execution.id),
  );
  tell(connectionId, result);
}

async function confirm({ connections }: Services, target: ExecutionTarget): Promise<boolean> {
  const { namespace, flowId, id, state, since } = target.execution;
  const connection = connections.get(target.connectionId);
  const where = connection?.production ? ` on production (${connection.name})` : '';
  const detail = `Execution ${shortId(id)} has been ${state} for ${age(since, Date.now()) ?? 'some time'}. Its subflows are killed too.`;
  const question = `Kill ${namespace}.${flowId}${where}?`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, KILL)) === KILL;
}

function tell(connectionId: string, { killed, execution, stillRunning }: KillResult): void {
  const { flowId, state } = execution;
  if (killed && stillRunning.length === 0) {
    tellExecution(`${flowId} is KILLED.`, { connectionId, execution });
    return;
  }
  const rest = count(stillRunning.length, 'subflow still runs', 'subflows still run');
  const text = `${flowId} is ${state} now${stillRunning.length > 0 ? `; ${rest}` : ''}.`;
  tellExecution(text, { connectionId, execution }, 'warning');
}
