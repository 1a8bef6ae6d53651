import { replayExecutions } from '../../operations/replay.ts';
import { tellOutcome } from '../feedback/openInKestra.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { shortId } from '../views/words.ts';
import { pickExecution } from './pickExecution.ts';

/** Runs an execution again from its start, as a new one with the same inputs. */
export async function replayExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, undefined));
  if (target === undefined) return;
  const { connectionId, execution } = target;
  const [outcome] = await withKestra(services, connectionId, `Replaying ${execution.flowId}`, (context) =>
    replayExecutions(context, { executionIds: [execution.id] }),
  );
  if (outcome === undefined) return;
  if (!outcome.replayed) throw outcome.failure;
  const { flowId, id, url } = outcome.execution;
  tellOutcome(`${flowId} runs again as ${shortId(id)}.`, url);
}
