import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';

/** Which Kestra it is, as far as that decides what can be done. */
export interface Edition {
  isEnterprise: boolean;
  /** Whether the one who signed in administers the whole instance; true too where Kestra does not say. */
  isAdministrator: boolean;
}

type Context = Pick<OperationContext, 'kestra' | 'signal'>;

/** @throws Failure when Kestra cannot be asked */
export async function readEdition({ kestra, signal }: Context): Promise<Edition> {
  const { edition } = await kestra.instance.configs({ signal });
  if (edition !== 'EE') return { isEnterprise: false, isAdministrator: false };
  return { isEnterprise: true, isAdministrator: await isAdministrator({ kestra, signal }) };
}

/** Asks who signed in; a Kestra that does not tell is taken to know no difference. */
export async function isAdministrator({ kestra, signal }: Context): Promise<boolean> {
  try {
    const { superAdmin, instanceOwner } = await kestra.instance.me({ signal });
    return superAdmin ?? instanceOwner ?? true;
  } catch (error) {
    if (Failure.is(error, 'forbidden', 'not_found', 'unexpected')) return true;
    throw error;
  }
}
