import type { Execution } from '../model/execution.ts';
import { shorten } from '../model/shorten.ts';
import { sourceDiff } from '../model/sourceDiff.ts';
import type { OperationContext } from './context.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const DIFF_CHARACTERS = 1_200;

/** YAML of the flow as it was executed; undefined without the right to read flows, since the rest still helps. */
export async function executedSource(
  { kestra, signal }: Reader,
  { namespace, flowId: id, flowRevision: revision }: Execution,
): Promise<string | undefined> {
  const flow = await kestra.flows.get({ namespace, id, revision }, { signal }).catch(() => undefined);
  return flow?.source;
}

/**
 * What changed in the flow between two executions of it, as a diff; undefined when nothing did.
 *
 * @param after the source of the later one, if it is being read already
 */
export async function executedFlowDiff(
  context: Reader,
  [earlier, later]: readonly [Execution, Execution],
  after: Promise<string | undefined> = executedSource(context, later),
): Promise<string | undefined> {
  if (earlier.flowRevision === later.flowRevision) return undefined;
  const [before, now] = await Promise.all([executedSource(context, earlier), after]);
  if (before === undefined || now === undefined) return undefined;
  const diff = sourceDiff(
    { name: `revision ${earlier.flowRevision}`, source: before },
    { name: `revision ${later.flowRevision}`, source: now },
  );
  return diff && shorten(diff, DIFF_CHARACTERS);
}
