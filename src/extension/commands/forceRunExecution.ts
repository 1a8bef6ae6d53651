import * as l10n from '@vscode/l10n';
import { forceRunExecution as forceRun } from '../../operations/forceRun.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Runs an execution that is stuck before its start. */
export async function forceRunExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'force-run'));
  if (target === undefined) return;
  const { connectionId, execution } = target;
  const title = l10n.t('Forcing {0} to run', execution.flowId);
  const forced = await withKestra(services, connectionId, title, (context) =>
    forceRun(context, execution.id),
  );
  const { flowId, state } = forced;
  const text = l10n.t('{0} was forced to run and is {1} now.', flowId, state);
  tellExecution(text, { connectionId, execution: forced });
}
