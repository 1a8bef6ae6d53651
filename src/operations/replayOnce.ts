import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import type { OperationContext } from './context.ts';
import { DOUBT_MS, FIND_MS } from './findByKey.ts';
import { isOfFlow } from './findExecution.ts';
import type { Started } from './startFlow.ts';

/** Copies that are compared; an execution is hardly replayed so often. */
const MOST_COPIES = 200;
const PAUSE_MS = 250;

type Start = (context: OperationContext) => Promise<Execution>;

/**
 * Replays once per key. Kestra takes no labels with a replay, so only the registry can know what a key has started;
 * when an answer was lost, the copy that was not there before is it.
 *
 * @throws Failure `timeout` or `interrupted` that names the key when nobody knows whether it was replayed
 */
export async function replayOnce(
  context: OperationContext,
  { original, key: given }: { original: Execution; key?: string | undefined },
  start: Start,
): Promise<Started> {
  const { starts, signal } = context;
  if (starts === undefined) return { execution: await start(context), repeated: false };
  const key = given ?? `auto-${randomUUID()}`;
  const known = JSON.stringify([original.id, key]);
  const launch = await starts.once(known, signal, async () => {
    const earlier = await starts.startedWith(known);
    if (earlier === undefined) {
      return { execution: await replayNew(context, { original, key, known }, start), repeated: false };
    }
    return { execution: await context.kestra.executions.get(earlier, { signal }), repeated: true };
  });
  return { ...launch, key };
}

async function replayNew(
  context: OperationContext,
  { original, key, known }: { original: Execution; key: string; known: string },
  start: Start,
): Promise<Execution> {
  const { starts } = context;
  const lost = await starts?.inDoubt(known);
  const before = lost ?? new Set(await copiesOf(context, original));
  const found = lost && (await newCopy(context, { original, before, patienceMs: DOUBT_MS }));
  const copy = found ?? (await replayOrFind(context, { original, key, known, before }, start));
  await starts?.settle(known, copy.id);
  return copy;
}

async function replayOrFind(
  context: OperationContext,
  replay: { original: Execution; key: string; known: string; before: ReadonlySet<string> },
  start: Start,
): Promise<Execution> {
  const { original, key, known, before } = replay;
  try {
    return await start(context);
  } catch (error) {
    if (!Failure.is(error, 'timeout', 'interrupted')) throw error;
    await context.starts?.doubt(known, before);
    const found = await newCopy(context, { original, before, patienceMs: FIND_MS }).catch(() => undefined);
    if (found !== undefined) return found;
    throw error.with({
      message: `Execution ${original.id} may have been replayed, with idempotency_key ${key}: ${error.message}`,
      hint: `Replay it again with idempotency_key ${key}: if it was replayed, that finds it.`,
    });
  }
}

async function newCopy(
  context: OperationContext,
  { original, before, patienceMs }: { original: Execution; before: ReadonlySet<string>; patienceMs: number },
): Promise<Execution | undefined> {
  for (const end = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
    const found = (await copiesOf(context, original)).find((id) => !before.has(id));
    if (found !== undefined) return context.kestra.executions.get(found, { signal: context.signal });
    if (Date.now() >= end) return undefined;
  }
}

/** Only 2.x can search by the original; a copy that keeps results keeps the dates too, so no order tells it. */
async function copiesOf({ kestra, signal }: OperationContext, original: Execution): Promise<string[]> {
  const { namespace, flowId } = original;
  const search = { namespace, exactNamespace: true, flowId, size: MOST_COPIES };
  const { results } = await kestra.executions.search({ ...search, sort: 'state.startDate:desc' }, { signal });
  const own = results.filter(isOfFlow({ namespace, flowId }));
  return own.filter(({ parentId }) => parentId === original.id).map(({ id }) => id);
}
