import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { InstanceApi } from './api/instance.ts';

/** A Kestra that does not tell its edition is given the benefit of the doubt. @throws Failure `refused` */
export async function requireEnterprise(
  instance: InstanceApi,
  signal: AbortSignal | undefined,
): Promise<true> {
  const { edition } = await instance.configs({ signal });
  if (edition !== 'OSS') return true;
  throw new Failure('refused', told`This Kestra is open source: only the Enterprise Edition has this.`, {
    hint: told`Nothing was done. It needs the Enterprise Edition of Kestra.`,
  });
}
