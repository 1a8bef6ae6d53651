import * as vscode from 'vscode';
import { isAllowed, type ExecutionAction, type FurtherAction } from '../../model/action.ts';
import { STATES } from '../../model/state.ts';
import { listExecutions } from '../../operations/list.ts';
import { summarizeExecution, type ExecutionSummary } from '../../operations/summary.ts';
import { waitingExecutions } from '../../operations/waiting.ts';
import type { OperationContext } from '../../operations/context.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { STATE_LOOK } from '../views/stateLook.ts';
import { age, brief, shortId } from '../views/words.ts';
import { requireConnection } from './requireConnection.ts';

type Action = ExecutionAction | FurtherAction;

/** As many as a person looks through. */
const MOST = 50;

/**
 * The execution that a palette command is meant for: one of those in which the action is possible now.
 *
 * @returns undefined when the user gave up, or there is none, which the user is told
 */
export async function pickExecution(
  services: Services,
  action: Action | undefined,
): Promise<ExecutionTarget | undefined> {
  const connection = await requireConnection(services);
  if (connection === undefined) return undefined;
  const executions = await withKestra(services, connection.id, `Kestra ${connection.name}`, (context) =>
    candidates(context, action),
  );
  if (executions.length === 0) {
    const what =
      action === undefined ? 'There are no executions' : `There is no execution to ${verb(action)}`;
    void vscode.window.showInformationMessage(`${what} on ${connection.name}.`);
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(executions.map(itemOf), {
    title: action === undefined ? 'Which execution?' : `Which execution to ${verb(action)}?`,
    placeHolder: connection.name,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen && { connectionId: connection.id, execution: chosen.execution };
}

async function candidates(
  context: OperationContext,
  action: Action | undefined,
): Promise<ExecutionSummary[]> {
  if (action === 'resume') {
    const { executions } = await waitingExecutions(context);
    return executions.map((execution) => summarizeExecution(execution, context.kestra.connection));
  }
  const states = STATES.filter((state) => action === undefined || isAllowed(action, state));
  const everyState = states.length === STATES.length;
  const search = everyState ? {} : { states };
  return (await listExecutions(context, search, { limit: MOST })).items;
}

function itemOf(execution: ExecutionSummary): vscode.QuickPickItem & { execution: ExecutionSummary } {
  const { namespace, flowId, state, since, id, labels } = execution;
  return {
    label: `$(${STATE_LOOK[state].icon}) ${flowId}`,
    description: `${namespace} · ${state} ${age(since, Date.now()) ?? ''}`.trim(),
    detail: [shortId(id), brief(labels)].filter(Boolean).join(' · '),
    execution,
  };
}

function verb(action: Action): string {
  if (action === 'resume from a breakpoint') return 'step through';
  return action === 'force-run' ? 'force to run' : action;
}
