import type { KillSwitch } from '../../model/killSwitch.ts';
import { isTerminated, STATES } from '../../model/state.ts';
import { Failure } from '../../shared/failure.ts';
import { requireUnchanged, type Consent } from '../consent.ts';
import type { OperationContext } from '../context.ts';

/** A kill switch to be; the id of one that is there to change it. */
export type WantedKillSwitch = Omit<KillSwitch, 'id'> & { id?: string | undefined };

export interface SetKillSwitch {
  /** False: nothing was done, this is only what would be. */
  set: boolean;
  killSwitch: WantedKillSwitch;
  /** What it was before, where it was there. */
  before?: KillSwitch | undefined;
  /** Executions of this tenant that it covers and that have not ended. */
  openExecutions: number;
}

export interface KillSwitchDeletion {
  deleted: boolean;
  killSwitch: KillSwitch;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const OPEN = STATES.filter((state) => !isTerminated(state));

export async function listKillSwitches({ kestra, signal }: Reader): Promise<KillSwitch[]> {
  const { killSwitches } = await kestra.enterprise(signal);
  return killSwitches.list({ signal });
}

/**
 * Makes a kill switch or changes one, or only tells what it would stop.
 *
 * @param confirm without it nothing is done
 * @throws Failure `not_found` for an id that is not there
 */
export async function setKillSwitch(
  context: Reader,
  { wanted, confirm }: { wanted: WantedKillSwitch; confirm: boolean },
): Promise<SetKillSwitch> {
  const { kestra, signal } = context;
  const { id, ...members } = wanted;
  const before = id === undefined ? undefined : await findKillSwitch(context, id);
  const openExecutions = await covered(context, wanted);
  if (!confirm) return { set: false, killSwitch: wanted, before, openExecutions };
  const { killSwitches } = await kestra.enterprise(signal);
  const killSwitch =
    id === undefined
      ? await killSwitches.create(members, { signal })
      : await killSwitches.update({ id, ...members }, { signal });
  return { set: true, killSwitch, before, openExecutions };
}

/** @param confirm without it nothing is deleted */
export async function deleteKillSwitch(
  context: Reader,
  { id, confirm }: { id: string; confirm?: Consent | undefined },
): Promise<KillSwitchDeletion> {
  const { kestra, signal } = context;
  const killSwitch = await findKillSwitch(context, id);
  if (confirm === undefined) return { deleted: false, killSwitch };
  const what = `kill switch ${killSwitch.name}`;
  const about = killSwitch.flowId ?? killSwitch.namespace ?? 'the whole instance';
  await confirm({ what, impact: [`${killSwitch.evaluationType} no longer holds for ${about}.`] });
  requireUnchanged(what, killSwitch, await findKillSwitch(context, id));
  const { killSwitches } = await kestra.enterprise(signal);
  await killSwitches.delete(id, { signal });
  return { deleted: true, killSwitch };
}

/** Kestra has no route for a single one. */
async function findKillSwitch(context: Reader, id: string): Promise<KillSwitch> {
  const found = (await listKillSwitches(context)).find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Failure('not_found', `There is no kill switch '${id}'.`, { hint: 'List the kill switches.' });
}

async function covered(
  { kestra, signal }: Reader,
  { namespace, flowId, executionIds }: WantedKillSwitch,
): Promise<number> {
  if (executionIds !== undefined && executionIds.length > 0) return executionIds.length;
  const { total } = await kestra.executions.search({ namespace, flowId, states: OPEN, size: 1 }, { signal });
  return total;
}
