import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import { replayExecutions, type ReplayArguments } from '../../operations/replay.ts';
import { replayForm, type ReplayForm } from '../../operations/replayForm.ts';
import { executeCommand } from '../executeCommand.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { showFailure } from '../feedback/showFailure.ts';
import { withKestra } from '../feedback/withKestra.ts';
import { askBreakpoints, askRunAgain, askTaskRun } from '../forms/askReplay.ts';
import { askInputs } from '../forms/inputForm.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { shortId } from '../views/words.ts';
import { pickExecution } from './pickExecution.ts';

type Changes = Omit<ReplayArguments, 'executionIds' | 'namespace' | 'flowId'>;

/** Runs an execution again, as a new one or by restarting what failed: the ways are told apart where they are chosen. */
export async function replayExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  const way = await askRunAgain(target.execution);
  switch (way) {
    case undefined:
      return;
    case 'restart':
      await executeCommand('kestraMcp.execution.restart', target);
      return;
    case 'same':
      return replay(services, target, {});
    case 'latest':
      return replay(services, target, { latestRevision: true });
    case 'task':
      return fromTask(services, target);
    case 'breakpoints':
      return withBreakpoints(services, target);
    case 'inputs':
      return withInputs(services, target);
    default:
      return way satisfies never;
  }
}

async function fromTask(services: Services, target: ExecutionTarget): Promise<void> {
  const { taskRuns } = await readForm(services, target);
  const taskRunId = await askTaskRun(target.execution.flowId, taskRuns);
  if (taskRunId !== undefined) await replay(services, target, { taskRunId });
}

async function withBreakpoints(services: Services, target: ExecutionTarget): Promise<void> {
  const { tasks } = await readForm(services, target);
  const breakpoints = await askBreakpoints(target.execution.flowId, tasks);
  if (breakpoints !== undefined) await replay(services, target, { breakpoints });
}

async function withInputs(services: Services, target: ExecutionTarget): Promise<void> {
  const doing = l10n.t('Replay {0}', target.execution.flowId);
  const { fields } = await readForm(services, target);
  const form = { title: doing, verb: l10n.t('Replay'), fields, defaultsOf: l10n.t('as before') };
  let inputs = await askInputs(services, form);
  while (inputs !== undefined) {
    try {
      await replay(services, target, { inputs });
      return;
    } catch (error) {
      if (!Failure.is(error, 'invalid')) throw error;
      // Nothing is lost: the form comes back with what was typed and what Kestra has against it.
      showFailure(services, error, { doing, connectionId: target.connectionId });
      inputs = await askInputs(services, { ...form, values: inputs, violations: error.violations });
    }
  }
}

function readForm(services: Services, { connectionId, execution }: ExecutionTarget): Promise<ReplayForm> {
  return withKestra(services, connectionId, l10n.t('Reading {0}', execution.flowId), (context) =>
    replayForm(context, execution.id),
  );
}

async function replay(
  services: Services,
  { connectionId, execution }: ExecutionTarget,
  changes: Changes,
): Promise<void> {
  const title = l10n.t('Replaying {0}', execution.flowId);
  const [outcome] = await withKestra(services, connectionId, title, (context) =>
    replayExecutions(context, { executionIds: [execution.id], ...changes }),
  );
  if (outcome === undefined) return;
  if (!outcome.replayed) throw outcome.failure;
  const { flowId, id } = outcome.execution;
  tellExecution(l10n.t('{0} runs again as {1}.', flowId, shortId(id)), {
    connectionId,
    execution: outcome.execution,
  });
}
