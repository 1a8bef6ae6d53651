import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import { connectionStatus, type ConnectionStatus } from '../../operations/connectionStatus.ts';
import { withProgress } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import { toConnection, type ConnectionProfile } from './profile.ts';

/** Signs in with a connection, stored or not, and tells how that went. It throws only when it is cancelled. */
export function testSignIn(
  { connect }: Pick<Services, 'connect'>,
  profile: ConnectionProfile,
  secret: string | undefined,
): Promise<ConnectionStatus> {
  return withProgress(l10n.t('Signing in to {0}', profile.baseUrl), async (signal) => {
    const { baseUrl, tenant, auth } = profile;
    try {
      return await statusOf(await connect(toConnection(profile, secret)), signal);
    } catch (error) {
      const problem = Failure.from(error);
      if (problem.kind === 'cancelled') throw problem;
      return { connected: false, baseUrl, tenant, signIn: auth.kind, problem };
    }
  });
}

async function statusOf(kestra: Kestra, signal: AbortSignal): Promise<ConnectionStatus> {
  try {
    return await connectionStatus({ kestra, signal });
  } finally {
    await kestra.close();
  }
}

export function tellSignedIn(
  { name, auth }: ConnectionProfile,
  { version, edition, tenant }: ConnectionStatus,
): void {
  const product = ['Kestra', version, edition].filter(Boolean).join(' ');
  const text =
    auth.kind === 'basic'
      ? l10n.t('{0}: signed in to {1} as {2}, tenant {3}.', name, product, auth.username, tenant)
      : l10n.t('{0}: signed in to {1}, tenant {2}.', name, product, tenant);
  void vscode.window.showInformationMessage(text);
}
