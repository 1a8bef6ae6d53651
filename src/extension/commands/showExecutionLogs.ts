import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Shows the log of an execution as an output channel, which follows it until it ends. */
export async function showExecutionLogs(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target !== undefined) services.logs.show(target);
}
