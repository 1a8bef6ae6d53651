import { randomUUID } from 'node:crypto';
import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import type { InputPart } from '../model/inputValue.ts';
import { KEY_LABEL } from '../model/label.ts';
import { FROM_LABEL, originLabels } from '../model/origin.ts';
import type { NewExecution } from '../kestra/api/executionRequests.ts';
import { leaveOrKill } from './afterCancel.ts';
import type { OperationContext } from './context.ts';
import { DOUBT_MS, FIND_MS, findByKey } from './findByKey.ts';
import type { Launch } from './startRegistry.ts';
import { within } from './within.ts';

export interface StartArguments extends Omit<NewExecution, 'parts'> {
  /** Names this start, so that asking for it again finds what it started. Made up when absent. */
  key?: string | undefined;
  /** Reads and checks the inputs; nothing has happened yet. */
  parts: (context: OperationContext) => Promise<InputPart[]>;
  /** Milliseconds until an answer of Kestra is not waited for any longer. */
  limitMs: number;
}

export interface Started extends Launch {
  /** Absent where nobody keeps book of starts. */
  key?: string | undefined;
}

/**
 * Starts an execution once per key: one that has been started with it already is found again, be it by another
 * process. Two processes that start with the same key in the same instant may both do so, unless they share their
 * registry: Kestra has no uniqueness to offer.
 *
 * @throws Failure `timeout` or `interrupted` that names the key when nobody knows whether it was started
 */
export async function startFlow(context: OperationContext, args: StartArguments): Promise<Started> {
  const { starts, signal } = context;
  const end = Date.now() + args.limitMs;
  const left = (): number => Math.max(0, end - Date.now());
  if (starts === undefined) {
    const parts = await args.parts(context);
    return { execution: await create(context, { ...args, parts }), repeated: false };
  }
  const key = args.key ?? `auto-${randomUUID()}`;
  const launch = await starts.once(registryKey(args, key), signal, async () => {
    const found =
      args.key === undefined
        ? undefined
        : await within(context, left(), (timed) => findEarlier(timed, args, key));
    if (found !== undefined) return { execution: found, repeated: true };
    const parts = await within(context, left(), (timed) => args.parts(timed));
    return {
      execution: await createOnce(context, { ...args, parts, key, limitMs: left() }),
      repeated: false,
    };
  });
  return { ...launch, key };
}

async function findEarlier(
  context: OperationContext,
  args: StartArguments,
  key: string,
): Promise<Execution | undefined> {
  const inDoubt = (await context.starts?.inDoubt(registryKey(args, key))) !== undefined;
  return findByKey(context, args, { key, patienceMs: inDoubt ? DOUBT_MS : 0 });
}

type Keyed = Omit<StartArguments, 'parts'> & { parts: InputPart[]; key: string };

async function createOnce(context: OperationContext, args: Keyed): Promise<Execution> {
  const { key, limitMs } = args;
  const labels = { ...args.labels, [KEY_LABEL]: key };
  const known = registryKey(args, key);
  try {
    const execution = await within(context, limitMs, (timed) => create(timed, { ...args, labels }));
    await context.starts?.settle(known, execution.id);
    return execution;
  } catch (error) {
    if (!Failure.is(error, 'timeout', 'interrupted', 'cancelled')) throw error;
    await context.starts?.doubt(known);
    return recover(context, args, error);
  }
}

/** The answer is lost, but what it told may be there. */
async function recover(context: OperationContext, args: Keyed, lost: Failure): Promise<Execution> {
  const { key, namespace, flowId } = args;
  const calm = { ...context, signal: AbortSignal.timeout(FIND_MS + 1_000) };
  const found = await findByKey(calm, args, { key, patienceMs: FIND_MS }).catch(() => undefined);
  if (found !== undefined) await context.starts?.settle(registryKey(args, key), found.id);
  if (found !== undefined && !context.signal.aborted) return found;
  if (found !== undefined) throw await leaveOrKill(context, found, lost);
  throw lost.with({
    message: `${namespace}.${flowId} may have been started, with idempotency_key ${key}: ${lost.message}`,
    hint: `Start it again with idempotency_key ${key}: if it was started, that finds it.`,
  });
}

/** A Kestra that keeps the label of its origin to itself gets none. */
async function create(
  { kestra, signal, origin }: OperationContext,
  execution: NewExecution,
): Promise<Execution> {
  const marks = origin === undefined ? {} : originLabels(origin);
  const labels = { ...marks, ...execution.labels };
  try {
    return await kestra.executions.create({ ...execution, labels }, { signal });
  } catch (error) {
    const isAboutOrigin = Failure.is(error, 'invalid') && error.message.includes(FROM_LABEL);
    if (!isAboutOrigin || execution.labels?.[FROM_LABEL] !== undefined) throw error;
    const { [FROM_LABEL]: _, ...others } = labels;
    return kestra.executions.create({ ...execution, labels: others }, { signal });
  }
}

function registryKey({ namespace, flowId }: { namespace: string; flowId: string }, key: string): string {
  return JSON.stringify([namespace, flowId, key]);
}
