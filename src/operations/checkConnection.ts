import { Failure } from '../shared/failure.ts';
import type { InstanceInfo } from '../kestra/api/instance.ts';
import { dialectFor } from '../kestra/dialect.ts';
import type { OperationContext } from './context.ts';

/** One thing that has to be right; `right` is absent when it could not be tried. */
export interface ConnectionCheck {
  what: 'address' | 'version' | 'credentials' | 'tenant';
  right?: boolean | undefined;
  /** What was found, in one sentence. */
  says: string;
  hint?: string | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** What of a connection is right and what is not, one after the other; what depends on a wrong one is not tried. */
export async function checkConnection(context: Reader): Promise<ConnectionCheck[]> {
  const found = await askConfigs(context);
  const { address, refused } = found;
  if (!address.right) return [address, untried('version'), untried('credentials'), untried('tenant')];
  return [address, versionCheck(context, found.info), ...(await signInChecks(context, refused))];
}

interface Found {
  address: ConnectionCheck;
  info?: InstanceInfo | undefined;
  /** Why 2.x did not tell its version. */
  refused?: Failure | undefined;
}

async function askConfigs({ kestra, signal }: Reader): Promise<Found> {
  const { baseUrl } = kestra.connection;
  const address = { what: 'address', right: true, says: `Kestra answers at ${baseUrl}.` } as const;
  try {
    return { address, info: await kestra.instance.configs({ signal }) };
  } catch (error) {
    const failure = failureOf(error);
    if (Failure.is(failure, 'unauthenticated', 'forbidden')) return { address, refused: failure };
    return { address: wrong('address', failure) };
  }
}

function versionCheck({ kestra }: Reader, info: InstanceInfo | undefined): ConnectionCheck {
  const { version, edition = 'unknown edition' } = info ?? {};
  if (version === undefined) return { what: 'version', says: 'Not told without valid credentials.' };
  const { apiVersion } = kestra.connection;
  const { major } = dialectFor(version);
  const says = `${version} (${edition}), spoken to as ${apiVersion ?? major}.x.`;
  if (apiVersion === undefined || apiVersion === major) return { what: 'version', right: true, says };
  return {
    what: 'version',
    right: false,
    says,
    hint: 'Set the API version of the connection to that, or leave it out.',
  };
}

/** One request proves both; its failure tells which of them is wrong. */
async function signInChecks(
  { kestra, signal }: Reader,
  refused: Failure | undefined,
): Promise<ConnectionCheck[]> {
  const { auth, tenant } = kestra.connection;
  const accepted = { none: 'None needed', basic: 'User and password accepted', token: 'API token accepted' };
  const credentials: ConnectionCheck = { what: 'credentials', right: true, says: `${accepted[auth.kind]}.` };
  try {
    if (refused !== undefined) throw refused;
    await kestra.instance.proveCredentials({ signal });
    return [credentials, { what: 'tenant', right: true, says: `'${tenant}' can be read.` }];
  } catch (error) {
    const failure = failureOf(error);
    if (Failure.is(failure, 'forbidden', 'not_found', 'invalid'))
      return [credentials, wrong('tenant', failure)];
    return [wrong('credentials', failure), untried('tenant')];
  }
}

function wrong(what: ConnectionCheck['what'], { message, hint }: Failure): ConnectionCheck {
  return { what, right: false, says: message, hint };
}

function untried(what: ConnectionCheck['what']): ConnectionCheck {
  return { what, says: 'Not tried.' };
}

/** @throws Failure `cancelled`: giving up is no finding */
function failureOf(error: unknown): Failure {
  const failure = Failure.from(error);
  if (failure.kind === 'cancelled') throw failure;
  return failure;
}
