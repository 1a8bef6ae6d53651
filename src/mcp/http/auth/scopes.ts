import { ACCESS_LEVELS, type Access } from '../../../shared/connection.ts';

/** OAuth scope → the access that a token with it may use, as far as its owner's roles go. */
export const SCOPES = {
  'kestra:read': 'read',
  'kestra:operate': 'operate',
  'kestra:author': 'author',
  'kestra:admin': 'full',
} as const satisfies Readonly<Record<string, Access>>;

export const SCOPE_NAMES = Object.keys(SCOPES);

/** The most that a token's scopes allow. @returns undefined when none of them is ours */
export function accessOfScopes(scopes: readonly string[]): Access | undefined {
  const levels = Object.entries(SCOPES).filter(([scope]) => scopes.includes(scope));
  return levels.at(-1)?.[1];
}

/** The scopes to ask for when a call needs an access level: it and all below, which a client adds to its own. */
export function scopesFor(access: Access): string[] {
  return SCOPE_NAMES.slice(0, ACCESS_LEVELS.indexOf(access) + 1);
}
