import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Flow, FlowId } from '../model/flow.ts';
import { flowLink } from '../model/links.ts';
import { shorten } from '../model/shorten.ts';
import { sourceDiff } from '../model/sourceDiff.ts';
import type { OperationContext } from './context.ts';
import { refusedSource, validateFlow } from './validateFlow.ts';
import type { FlowProblem } from '../model/flowProblems.ts';

export const SAVE_MODES = ['create', 'update', 'both'] as const;
export type SaveMode = (typeof SAVE_MODES)[number];

export interface SaveArguments {
  source: string;
  /** `create`: only a flow that is not there yet; `update`: only one that is; default both. */
  mode?: SaveMode | undefined;
  /** The revision that was edited; none for a flow that is not there yet. */
  basedOnRevision?: number | undefined;
  /** The flow that the source has to be of; any without it. */
  of?: FlowId | undefined;
  /** Only tell what would change. */
  dryRun?: boolean | undefined;
}

export interface SavedFlow {
  outcome: 'created' | 'updated' | 'unchanged' | 'would create' | 'would update';
  namespace: string;
  flowId: string;
  revision?: number | undefined;
  /** Unified diff from what was saved before. */
  diff?: string | undefined;
  warnings: FlowProblem[];
  url: string;
}

const LONGEST_DIFF = 2_000;

/**
 * Saves a flow after validation, and only over the revision that was edited: Kestra itself would overwrite whatever
 * somebody else has saved meanwhile.
 *
 * @throws Failure `invalid` with one violation each, `conflict` when the flow is at another revision or exists against
 *   the mode, `not_found` when there is none to update
 */
export async function saveFlow(context: OperationContext, args: SaveArguments): Promise<SavedFlow> {
  const { kestra, signal } = context;
  const { valid, namespace, flowId: id, problems, warnings } = await validateFlow(context, args.source);
  if (!valid || namespace === undefined || id === undefined)
    throw refusedSource(told`The flow was not saved`, problems);
  const flow = { namespace, id };
  requireSame(flow, args.of);
  const before = await currentFlow(context, flow);
  requireMode(flow, before, args.mode ?? 'both');
  if (before?.revision !== args.basedOnRevision) {
    throw await otherBase(context, flow, { before, basedOn: args.basedOnRevision });
  }
  const diff =
    before === undefined
      ? undefined
      : sourceDiff({ name: 'saved', source: before.source ?? '' }, { name: 'new', source: args.source });
  const base = { namespace, flowId: id, diff, warnings, url: flowLink(kestra.connection, flow) };
  if (before !== undefined && diff === undefined)
    return { ...base, outcome: 'unchanged', revision: before.revision };
  if (args.dryRun) return { ...base, outcome: before === undefined ? 'would create' : 'would update' };
  const saved =
    before === undefined
      ? await kestra.flows.create(args.source, { signal })
      : await kestra.flows.update(flow, args.source, { signal });
  return { ...base, outcome: before === undefined ? 'created' : 'updated', revision: saved.revision };
}

async function currentFlow(
  { kestra, signal }: OperationContext,
  flow: { namespace: string; id: string },
): Promise<Flow | undefined> {
  try {
    return await kestra.flows.get(flow, { signal });
  } catch (error) {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  }
}

function requireSame({ namespace, id }: FlowId, wanted: FlowId | undefined): void {
  if (wanted === undefined || (wanted.namespace === namespace && wanted.id === id)) return;
  throw new Failure(
    'invalid',
    told`The source is of ${namespace}.${id} now: a flow keeps its id and its namespace (${wanted.namespace}.${wanted.id}).`,
    { hint: told`Save it as a new flow, or restore id and namespace.` },
  );
}

function requireMode(
  { namespace, id }: { namespace: string; id: string },
  before: Flow | undefined,
  mode: SaveMode,
): void {
  if (mode === 'update' && before === undefined) {
    throw new Failure('not_found', told`There is no flow ${namespace}.${id} to update.`, {
      hint: told`Look for it by another name, or create it.`,
    });
  }
  if (mode === 'create' && before !== undefined) {
    throw new Failure('conflict', `${namespace}.${id} exists already, at revision ${before.revision}.`, {
      hint: 'Give the new flow another id, or update this one.',
    });
  }
}

/** Why the flow is not saved over another revision than the one that was edited, and what changed meanwhile. */
async function otherBase(
  context: OperationContext,
  { namespace, id }: { namespace: string; id: string },
  { before, basedOn }: { before: Flow | undefined; basedOn: number | undefined },
): Promise<Failure> {
  if (before === undefined) {
    return new Failure(
      'conflict',
      `${namespace}.${id} does not exist, so there is no revision ${basedOn} of it.`,
      { hint: 'Save it without a base to create it.' },
    );
  }
  const since = basedOn === undefined ? 'exists already' : `has changed since revision ${basedOn}`;
  const now = `${namespace}.${id} ${since}: it is at revision ${before.revision} now.`;
  const changes = basedOn === undefined ? undefined : await changesSince(context, before, basedOn);
  return new Failure('conflict', changes === undefined ? now : `${now} What has changed:\n${changes}`, {
    hint: `Read it, work the change into it, and save it based on revision ${before.revision}.`,
  });
}

/** Undefined too when there is no such revision (any more). */
async function changesSince(
  { kestra, signal }: OperationContext,
  now: Flow,
  revision: number,
): Promise<string | undefined> {
  const { namespace, id } = now;
  const then = await kestra.flows.get({ namespace, id, revision }, { signal }).catch(() => undefined);
  if (then?.source === undefined || now.source === undefined) return undefined;
  const diff = sourceDiff(
    { name: `revision ${revision}`, source: then.source },
    { name: `revision ${now.revision}`, source: now.source },
  );
  return diff && shorten(diff, LONGEST_DIFF);
}
