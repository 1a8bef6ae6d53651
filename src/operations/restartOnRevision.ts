import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import type { OperationContext } from './context.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

/** How long the copy may take to be found. */
const APPEAR_MS = 5_000;
const POLL_MS = 100;

/** Restarts on another revision of the flow, for which Kestra makes a copy of the execution; the original stays. */
export async function restartOnRevision(
  context: OperationContext,
  id: string,
  revision: number,
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  const { restartTellsCopy } = await kestra.dialect(signal);
  const before = restartTellsCopy ? [] : await copiesOf(context, id);
  const answered = await kestra.executions.restart(id, revision, { signal });
  const copy = restartTellsCopy ? answered : await newCopy(context, id, before);
  return summarizeExecution(copy, kestra.connection);
}

/** The copy that was not there before: its dates are those of the original, so no order tells it. */
async function newCopy(context: OperationContext, id: string, before: Execution[]): Promise<Execution> {
  const known = new Set(before.map((copy) => copy.id));
  for (const end = Date.now() + APPEAR_MS; Date.now() < end; await sleep(POLL_MS)) {
    const copy = (await copiesOf(context, id)).find((execution) => !known.has(execution.id));
    if (copy !== undefined) return copy;
  }
  throw new Failure('timeout', `Kestra took the restart of ${id}, but its copy does not appear.`, {
    hint: 'List the executions of the flow before doing it again.',
  });
}

async function copiesOf({ kestra, signal }: OperationContext, id: string): Promise<Execution[]> {
  const { results } = await kestra.executions.search({ copiedFrom: id, size: 1_000 }, { signal });
  return results;
}
