import { createHash } from 'node:crypto';
import type { Connection } from '../../shared/connection.ts';

const LENGTH = 16;

/**
 * Whose tasks these are, in a form that says nothing about who that is: the person, where the transport knows one, else
 * whoever the connection signs in as. Every server for the same person knows them.
 */
export function taskOwner({ auth, tenant }: Pick<Connection, 'auth' | 'tenant'>, subject?: string): string {
  const text = JSON.stringify(['kestra-mcp task owner', tenant, ...identityOf(auth, subject)]);
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}

function identityOf(auth: Connection['auth'], subject: string | undefined): string[] {
  if (subject !== undefined) return ['subject', subject];
  if (auth.kind === 'basic') return ['user', auth.username];
  return auth.kind === 'token' ? ['token', auth.token] : [];
}
