import { createHash } from 'node:crypto';
import type { Connection } from '../../shared/connection.ts';

const LENGTH = 16;

/**
 * Whose tasks these are: whoever the connection signs in as, in a form that says nothing about the credentials. Every
 * server with the same credentials knows them.
 */
export function taskOwner({ auth, tenant }: Pick<Connection, 'auth' | 'tenant'>): string {
  const identity = auth.kind === 'basic' ? auth.username : auth.kind === 'token' ? auth.token : '';
  const text = JSON.stringify(['kestra-mcp task owner', tenant, auth.kind, identity]);
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}
