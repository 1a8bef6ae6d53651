import { openInKestra } from '../feedback/openInKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Opens an execution in an editor tab. */
export async function openExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target !== undefined) await services.executions.open(target);
}

/** Opens Kestra's own page of an execution. */
export async function openExecutionInKestra(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target !== undefined) await openInKestra(target.execution.url);
}
