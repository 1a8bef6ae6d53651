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
  const forced = await withKestra(services, connectionId, `Forcing ${execution.flowId} to run`, (context) =>
    forceRun(context, execution.id),
  );
  const { flowId, state } = forced;
  tellExecution(`${flowId} was forced to run and is ${state} now.`, { connectionId, execution: forced });
}
