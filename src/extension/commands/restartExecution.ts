import * as l10n from '@vscode/l10n';
import { restartExecution as restart } from '../../operations/restart.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Runs the failed task runs of an execution again. */
export async function restartExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'restart'));
  if (target === undefined) return;
  const { connectionId, execution } = target;
  const title = l10n.t('Restarting {0}', execution.flowId);
  const restarted = await withKestra(services, connectionId, title, (context) =>
    restart(context, { executionId: execution.id }),
  );
  const { flowId, state } = restarted;
  const text = l10n.t('{0} was restarted and is {1} now.', flowId, state);
  tellExecution(text, { connectionId, execution: restarted });
}
