import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Flow } from '../model/flow.ts';
import { sourceDiff } from '../model/sourceDiff.ts';
import type { OperationContext } from './context.ts';
import { missingFlow } from './readFlow.ts';
import { pageWithin, type PageRequest, type PageResult } from './page.ts';

export interface RevisionSummary {
  revision: number;
  /** ISO instant; Kestra does not keep who it was. */
  saved?: string | undefined;
  disabled?: boolean | undefined;
}

export interface RevisionDiff {
  from: number;
  to: number;
  /** Unified diff of the sources; none when they are the same. */
  diff?: string | undefined;
}

export interface FlowRevisions extends PageResult<RevisionSummary> {
  /** Of the two revisions asked for, else of the last two; absent where there is one only. */
  change?: RevisionDiff | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;
export type Revision = Flow & { revision: number };

/**
 * The revisions of a flow, the latest first, and what changed between two of them.
 *
 * @throws Failure `not_found` for a flow or a revision that is not there
 */
export async function flowRevisions(
  context: Reader,
  flow: { namespace: string; flowId: string; from?: number | undefined; to?: number | undefined },
  request: PageRequest,
): Promise<FlowRevisions> {
  const latestFirst = await allRevisions(context, flow);
  const page = pageWithin(latestFirst.map(summarize), request);
  return { ...page, change: changeBetween(latestFirst, flow) };
}

/** The whole flow at each of its revisions, the latest first. @throws Failure `not_found` */
export async function allRevisions(
  { kestra, signal }: Reader,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<Revision[]> {
  const known = await kestra.flows
    .revisions({ namespace, id: flowId }, { signal })
    .catch((error: unknown) => Promise.reject(missingFlow(error, { namespace, flowId })));
  const latestFirst = known.flatMap(numbered).toSorted((a, b) => b.revision - a.revision);
  if (latestFirst.length === 0)
    throw new Failure('not_found', told`There is no flow ${namespace}.${flowId}.`);
  return latestFirst;
}

function numbered(flow: Flow): Revision[] {
  return flow.revision === undefined ? [] : [{ ...flow, revision: flow.revision }];
}

function summarize({ revision, updated, disabled }: Revision): RevisionSummary {
  return { revision, saved: updated, disabled: disabled ? true : undefined };
}

function changeBetween(
  latestFirst: readonly Revision[],
  {
    namespace,
    flowId,
    from,
    to,
  }: { namespace: string; flowId: string; from?: number | undefined; to?: number | undefined },
): RevisionDiff | undefined {
  const find = (wanted: number): Revision => {
    const found = latestFirst.find(({ revision }) => revision === wanted);
    if (found !== undefined) return found;
    const known = latestFirst
      .map(({ revision }) => revision)
      .slice(0, 10)
      .join(', ');
    throw new Failure('not_found', told`${namespace}.${flowId} has no revision ${wanted}.`, {
      hint: told`Its latest revisions: ${known}.`,
    });
  };
  const after = to === undefined ? latestFirst[0] : find(to);
  const before =
    from === undefined ? latestFirst.find(({ revision }) => revision < (after?.revision ?? 0)) : find(from);
  if (before === undefined || after === undefined) return undefined;
  const diff = sourceDiff(
    { name: `revision ${before.revision}`, source: before.source ?? '' },
    { name: `revision ${after.revision}`, source: after.source ?? '' },
  );
  return { from: before.revision, to: after.revision, diff };
}
