import { randomBytes } from 'node:crypto';
import { secretsOf } from '../../shared/connection.ts';
import { rateLimitsFromEnvironment, type Environment } from '../../shared/environment.ts';
import { Failure } from '../../shared/failure.ts';
import { TEAM_RATE_LIMITS } from '../../shared/rateLimits.ts';
import { createRedactor } from '../../shared/redact.ts';
import { UsageError } from '../cli/commandLine.ts';
import { writeError } from '../cli/writeError.ts';
import type { ServerConfiguration } from '../configuration.ts';
import { errorFrom } from '../failureResult.ts';
import { runCredentialCommand } from './credentials/credentialCommands.ts';
import { STORE_VARIABLES, storeFrom, type StoreSettings } from './credentials/storeSettings.ts';
import { jsonLog } from './log.ts';
import { MCP_PATH } from './mcpPath.ts';
import { parseServeSettings, SERVE_HELP, type ServeSettings } from './serveCommandLine.ts';
import { startTeamServer } from './teamServer.ts';

const WRONG_USAGE = 2;

/**
 * `kestra-mcp serve`: MCP over Streamable HTTP, until the process is told to stop; or a command for who runs it.
 *
 * @returns the exit code, once everything is closed
 */
export async function runTeamCommand(
  [command, ...args]: readonly string[],
  env: Environment,
  configuration: ServerConfiguration,
): Promise<number> {
  try {
    if (command === 'serve') await runServe(args, env, configuration);
    else await runCredentialCommand([command ?? '', ...args], env, say);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) return writeError(errorFrom(Failure.from(error)));
    process.stderr.write(`kestra-mcp: ${error.message}\nkestra-mcp ${command} --help tells what there is.\n`);
    return WRONG_USAGE;
  }
}

async function runServe(
  args: readonly string[],
  env: Environment,
  configuration: ServerConfiguration,
): Promise<void> {
  const settings = parseServeSettings(args, env);
  if (settings === 'help') say(SERVE_HELP);
  else {
    const team = settings.auth === 'oauth' || settings.auth === 'facade';
    const served = team ? withTeamLimits(configuration, env) : configuration;
    await serveUntilStopped({ settings, storage: storageFrom(env, settings), configuration: served });
  }
}

function withTeamLimits(configuration: ServerConfiguration, env: Environment): ServerConfiguration {
  // What is wrong with the variable was told before.
  if ('failure' in configuration) return configuration;
  const rateLimits = rateLimitsFromEnvironment(env, TEAM_RATE_LIMITS);
  return { ...configuration, policy: { ...configuration.policy, rateLimits } };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function serveUntilStopped({
  settings,
  storage,
  configuration,
}: {
  settings: ServeSettings;
  storage: StoreSettings | undefined;
  configuration: ServerConfiguration;
}): Promise<void> {
  if ('failure' in configuration) throw configuration.failure;
  const token = settings.token ?? randomBytes(24).toString('base64url');
  const redactor = createRedactor([
    ...secretsOf(configuration.connection),
    token,
    storage?.keys ?? '',
    settings.clientSecret ?? '',
  ]);
  const log = jsonLog((line) => process.stderr.write(line), redactor);
  const running = await startTeamServer({
    settings: { ...settings, token },
    storage,
    configuration,
    log,
    redactor,
  });
  const isMadeUp = settings.auth === 'token' && settings.token === undefined;
  say(greeting(running.url, isMadeUp ? token : undefined));
  await stopSignal();
  log.info('stopping');
  await running.stop();
}

/** What is shared or kept needs a key; without one, everything is this process's own. @throws Failure `invalid` */
function storageFrom(env: Environment, { auth, credentials }: ServeSettings): StoreSettings | undefined {
  const needsOne = credentials === 'own' || auth === 'facade';
  return needsOne || env[STORE_VARIABLES.keys] ? storeFrom(env) : undefined;
}

function greeting(url: string, token: string | undefined): string {
  const lines = [`MCP over HTTP: ${url}${MCP_PATH}`];
  if (token !== undefined) {
    lines.push(
      `Token, shown only now: ${token}`,
      'Clients send it as the header: Authorization: Bearer TOKEN',
    );
  }
  return lines.join('\n');
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
