import * as l10n from '@vscode/l10n';
import { connectionToEnvironment } from '../../shared/variables.ts';
import { toConnection, type ConnectionProfile } from '../connections/profile.ts';

/** How an MCP client wants to be told of a server: the name of its list, and its way to ask for a secret. */
export type ClientKind = 'vscode' | 'others';

const PLACEHOLDERS: Readonly<Record<ClientKind, () => string>> = {
  // VS Code asks once and keeps the answer itself.
  vscode: () => '${input:kestra-secret}',
  others: () => `<${l10n.t('your password or API token')}>`,
};

/**
 * The configuration with which another MCP client starts this server for a connection. The secret is left to be filled
 * in: a clipboard and a file are no places for it.
 */
export function clientConfiguration(
  profile: ConnectionProfile,
  { kind, serverFile }: { kind: ClientKind; serverFile: string },
): string {
  const secret = PLACEHOLDERS[kind]();
  const server = { command: 'node', args: [serverFile], env: environmentOf(profile, secret) };
  const hasSecret = profile.auth.kind !== 'none';
  const configuration =
    kind === 'vscode'
      ? {
          ...(hasSecret ? { inputs: [secretInput()] } : {}),
          servers: { kestra: { type: 'stdio', ...server } },
        }
      : { mcpServers: { kestra: server } };
  return JSON.stringify(configuration, undefined, 2);
}

function secretInput() {
  const description = l10n.t('Password or API token of Kestra');
  return { type: 'promptString', id: 'kestra-secret', description, password: true };
}

function environmentOf(profile: ConnectionProfile, secret: string): Record<string, string> {
  // The only server of its client needs no name to tell it from others.
  const { name: _name, ...connection } = toConnection(profile, secret);
  return connectionToEnvironment(connection);
}
