import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';
import { isAdministrator } from './enterprise/edition.ts';

export interface ConnectionStatus {
  connected: boolean;
  baseUrl: string;
  tenant: string;
  signIn: 'none' | 'basic' | 'token';
  version?: string | undefined;
  /** `OSS` or `EE`. */
  edition?: string | undefined;
  /** Whether the one who signed in administers the instance, where the edition knows such people. */
  administrator?: boolean | undefined;
  /** Why it is not connected. */
  problem?: Failure | undefined;
}

/** Whether Kestra answers and takes the credentials; never throws for what the connection itself lacks. */
export async function connectionStatus({
  kestra,
  signal,
}: Pick<OperationContext, 'kestra' | 'signal'>): Promise<ConnectionStatus> {
  const { baseUrl, tenant, auth } = kestra.connection;
  const base = { baseUrl, tenant, signIn: auth.kind };
  try {
    // Not /configs first: open on 1.x, it would tell a wrong password from nothing.
    await kestra.instance.proveCredentials({ signal });
    const { version, edition } = await kestra.instance.configs({ signal });
    const administrator = edition === 'EE' ? await isAdministrator({ kestra, signal }) : undefined;
    return { connected: true, ...base, version, edition, administrator };
  } catch (error) {
    const problem = Failure.from(error);
    if (problem.kind === 'cancelled') throw problem;
    return { connected: false, ...base, problem };
  }
}
