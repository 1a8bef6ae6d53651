import { readFileSync } from 'node:fs';
import type { Environment } from '../../shared/environment.ts';
import { UsageError } from './commandLine.ts';

/** Variables that hold a secret. `<NAME>_FILE` names a file with it instead, as containers are given secrets. */
export const SECRET_VARIABLES = [
  'KESTRA_PASSWORD',
  'KESTRA_API_TOKEN',
  'KESTRA_MCP_TOKEN',
  'KESTRA_TOKEN_STORE',
  'ENCRYPTION_KEY',
  'OIDC_CLIENT_SECRET',
] as const;

const SUFFIX = '_FILE';

/**
 * The environment with the secrets that files hold; the newline at the end of a file is not part of one.
 *
 * @throws UsageError for a file that cannot be read, or a secret that is given twice; never with the secret
 */
export function withSecretFiles(env: Environment): Environment {
  const named = SECRET_VARIABLES.filter((name) => env[name + SUFFIX]);
  if (named.length === 0) return env;
  return { ...env, ...Object.fromEntries(named.map((name) => [name, secretOf(name, env)])) };
}

function secretOf(name: string, env: Environment): string {
  const variable = name + SUFFIX;
  if (env[name]) throw new UsageError(`Set ${name} or ${variable}, not both.`);
  try {
    return readFileSync(env[variable] ?? '', 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageError(`The file of ${variable} cannot be read: ${String(error)}`, { cause: error });
  }
}
