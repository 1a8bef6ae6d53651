import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from '../../shared/environment.ts';
import { UsageError } from './commandLine.ts';

/** `none`, or a file: the one that is named, else `.env` in the working directory if there is one. */
export type EnvFile = 'none' | { path?: string | undefined };

const USUAL = '.env';

/**
 * The environment with the variables of a file, of which those for this server count. What is really set wins. Node
 * itself knows `--env-file` too, wherever it stands: it reads that file before this, by the same rule.
 *
 * @throws UsageError when a file that is named cannot be read
 */
export function withEnvFile(env: Environment, envFile: EnvFile): Environment {
  if (envFile === 'none') return env;
  const text = readText(envFile.path);
  if (text === undefined) return env;
  const ours = Object.entries(parseEnv(text)).filter(([name]) => name.startsWith('KESTRA_'));
  return { ...Object.fromEntries(ours), ...env };
}

function readText(path: string | undefined): string | undefined {
  try {
    return readFileSync(path ?? USUAL, 'utf8');
  } catch (error) {
    // Whatever is called .env here need not be ours.
    if (path === undefined) return undefined;
    throw new UsageError(`The file of --env-file cannot be read: ${String(error)}`, { cause: error });
  }
}
