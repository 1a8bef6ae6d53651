import { tellSignedIn, testSignIn } from '../connections/signIn.ts';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';

/** Signs in and tells how that went. */
export async function testConnection(services: Services, target?: ConnectionTarget): Promise<void> {
  const { connections } = services;
  const profile =
    target === undefined ? await requireConnection(services) : connections.get(target.connectionId);
  if (profile === undefined) return;
  const status = await testSignIn(services, profile, await connections.secretOf(profile));
  if (status.problem !== undefined) throw status.problem;
  tellSignedIn(profile, status);
}
