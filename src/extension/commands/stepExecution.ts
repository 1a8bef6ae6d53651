import * as l10n from '@vscode/l10n';
import { stepExecution as step } from '../../operations/stepExecution.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Runs one task of an execution that stands at a breakpoint. */
export async function stepExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'resume from a breakpoint'));
  if (target === undefined) return;
  const { connectionId, execution } = target;
  const title = l10n.t('Stepping through {0}', execution.flowId);
  const stepped = await withKestra(services, connectionId, title, (context) => step(context, execution.id));
  const { flowId, state, taskRuns } = stepped;
  const stands = taskRuns.find((taskRun) => taskRun.state === 'BREAKPOINT')?.taskId;
  const where =
    stands === undefined
      ? l10n.t('{0} is {1} now.', flowId, state)
      : l10n.t('{0} stands before {1}.', flowId, stands);
  tellExecution(where, { connectionId, execution: stepped });
}
