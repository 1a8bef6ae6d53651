import type { Environment } from '../../../shared/environment.ts';
import { Failure } from '../../../shared/failure.ts';

export const STORE_VARIABLES = { url: 'KESTRA_TOKEN_STORE', keys: 'ENCRYPTION_KEY' } as const;

/** Name of the part of a store that holds Kestra tokens. */
export const CREDENTIAL_PART = 'kestra-token';

const DEFAULT_STORE = 'kestra-mcp.sqlite';

export interface StoreSettings {
  url: string;
  /** The key ring: a secret. */
  keys: string;
}

/** @throws Failure `invalid` without a key */
export function storeFrom(env: Environment): StoreSettings {
  const keys = env[STORE_VARIABLES.keys]?.trim();
  if (!keys) {
    throw new Failure('invalid', `${STORE_VARIABLES.keys} is not set.`, {
      hint: 'kestra-mcp generate-key makes a key; keep it where only the server reads it.',
    });
  }
  return { url: env[STORE_VARIABLES.url]?.trim() || DEFAULT_STORE, keys };
}
