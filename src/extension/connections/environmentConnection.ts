import type { Environment } from '../../shared/environment.ts';
import { VARIABLES } from '../../shared/variables.ts';
import type { ConnectionStore } from './connectionStore.ts';
import type { ConnectionProfile } from './profile.ts';

/** One connection at most comes from the environment; a later start updates it. */
const ID = 'environment';

/**
 * Connects to the Kestra that the environment names (`KESTRA_BASE_URL` and the others), as `npm start` and the tests
 * want it. The secret goes to SecretStorage like any other.
 *
 * @throws Failure `invalid`, naming each variable that is wrong
 */
export async function connectFromEnvironment(store: ConnectionStore, env: Environment): Promise<void> {
  const { connectionFromEnvironment } = await import('../../shared/environment.ts');
  const connection = connectionFromEnvironment({
    ...env,
    [VARIABLES.access]: env[VARIABLES.access] ?? 'operate',
  });
  const known = store.get(ID);
  const { auth, name = 'Local Kestra', baseUrl, tenant, access, namespaces } = connection;
  const { apiVersion, caFile, verifyTls } = connection;
  const profile: ConnectionProfile = {
    id: ID,
    name,
    baseUrl,
    tenant,
    access,
    namespaces,
    apiVersion,
    caFile,
    verifyTls,
    auth: auth.kind === 'basic' ? { kind: 'basic', username: auth.username } : { kind: auth.kind },
    production: false,
    secretRevision: known?.secretRevision ?? 0,
  };
  const secret = auth.kind === 'basic' ? auth.password : auth.kind === 'token' ? auth.token : undefined;
  const isNew = known === undefined || (await store.secretOf(known)) !== secret;
  await store.save(profile, isNew ? secret : undefined);
}
