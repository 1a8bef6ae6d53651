import { getExecution } from '../../operations/findExecution.ts';
import { summarizeExecution } from '../../operations/summary.ts';
import { executeCommand } from '../executeCommand.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';

/** Opens an execution of which only the id is known. @throws Failure `not_found` when there is none */
export async function openExecutionById(
  services: Services,
  connectionId: string,
  executionId: string,
): Promise<void> {
  const name = services.connections.get(connectionId)?.name ?? '';
  const execution = await withKestra(services, connectionId, `Kestra ${name}`, async (context) =>
    summarizeExecution(await getExecution(context, executionId), context.kestra.connection),
  );
  await executeCommand('kestraMcp.execution.open', { connectionId, execution });
}
