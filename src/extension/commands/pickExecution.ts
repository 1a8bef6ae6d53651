import * as l10n from '@vscode/l10n';
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

type Action = ExecutionAction | Extract<FurtherAction, 'resume from a breakpoint'>;

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
  const words = WORDS[action ?? 'any'];
  if (executions.length === 0) {
    void vscode.window.showInformationMessage(words.none(connection.name));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(executions.map(itemOf), {
    title: words.question(),
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

const WORDS: Readonly<Record<Action | 'any', { question(): string; none(connection: string): string }>> = {
  any: {
    question: () => l10n.t('Which execution?'),
    none: (connection) => l10n.t('There are no executions on {0}.', connection),
  },
  resume: {
    question: () => l10n.t('Which execution to resume?'),
    none: (connection) => l10n.t('There is no execution to resume on {0}.', connection),
  },
  restart: {
    question: () => l10n.t('Which execution to restart?'),
    none: (connection) => l10n.t('There is no execution to restart on {0}.', connection),
  },
  replay: {
    question: () => l10n.t('Which execution to replay?'),
    none: (connection) => l10n.t('There is no execution to replay on {0}.', connection),
  },
  kill: {
    question: () => l10n.t('Which execution to kill?'),
    none: (connection) => l10n.t('There is no execution to kill on {0}.', connection),
  },
  'force-run': {
    question: () => l10n.t('Which execution to force to run?'),
    none: (connection) => l10n.t('There is no execution to force to run on {0}.', connection),
  },
  'resume from a breakpoint': {
    question: () => l10n.t('Which execution to step through?'),
    none: (connection) => l10n.t('There is no execution to step through on {0}.', connection),
  },
};
