import type { Environment } from '../shared/environment.ts';
import { parseCommandLine, UsageError } from './cli/commandLine.ts';
import { withEnvFile } from './cli/envFile.ts';
import { withSecretFiles } from './cli/secretFiles.ts';
import { configurationFrom } from './configuration.ts';
import { serve } from './serve.ts';
import { VERSION } from './version.ts';

const WRONG_USAGE = 2;

/**
 * Does what the command line says: without a command it serves, which is loaded with this module; the others are
 * loaded when they are asked for.
 *
 * @returns the exit code; serving goes on
 */
export async function start(args: readonly string[], env: Environment): Promise<number> {
  try {
    const { command, envFile } = parseCommandLine(args);
    const given = withSecretFiles(withEnvFile(env, envFile));
    const configuration = configurationFrom(given);
    if (command.name === 'version') {
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    if (command.name === 'stdio') {
      if (process.stdin.isTTY) process.stderr.write('Waiting for an MCP client on stdin; see --help.\n');
      await serve(configuration);
      return 0;
    }
    if (command.name === 'team') {
      // A bundle of its own: most servers never need it.
      const { runTeamCommand } = await import('./http/main.ts');
      return await runTeamCommand(command.args, given, configuration);
    }
    const { runCommand } = await import('./cli/runCommand.ts');
    return await runCommand(command, configuration);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`kestra-mcp: ${error.message}\nkestra-mcp --help tells what there is.\n`);
    return WRONG_USAGE;
  }
}
