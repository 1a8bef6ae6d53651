import type { Licence } from '../../kestra/api/enterprise/licence.ts';
import type { OperationContext } from '../context.ts';

export interface ReadLicence extends Licence {
  /** Whole days until it ends; negative once it has. */
  daysLeft?: number | undefined;
}

const DAY_MS = 86_400_000;

/** @param now milliseconds */
export async function readLicence(
  { kestra, signal }: OperationContext,
  now = Date.now(),
): Promise<ReadLicence> {
  const { licence } = await kestra.enterprise(signal);
  const known = await licence.get({ signal });
  const ends = known.expiry === undefined ? Number.NaN : Date.parse(known.expiry);
  return { ...known, daysLeft: Number.isNaN(ends) ? undefined : Math.floor((ends - now) / DAY_MS) };
}
