import type { Connection } from '../../src/shared/connection.ts';
import { startKestraEe, type KestraEe } from '../kestra-ee/standIn.ts';

/** A stand-in for the Enterprise Edition, and the connection of its administrator. */
export interface Enterprise {
  kestra: KestraEe;
  connection: Connection;
}

/**
 * Gives the surrounding suite a stand-in of its own for the Enterprise Edition. Its end fails where a request or an
 * answer was not as the published API description says.
 */
export function withKestraEe(): () => Enterprise {
  let kestra: KestraEe | undefined;
  before('a Kestra Enterprise to test with', async () => {
    kestra = await startKestraEe();
  });
  after('every request and answer was as described', () => kestra?.stop());
  return () => {
    if (kestra === undefined) throw new Error('There is a Kestra in hooks and tests only.');
    return { kestra, connection: tokenConnection(kestra, kestra.token) };
  };
}

/** The connection of whoever has this token. */
export function tokenConnection({ baseUrl, tenant }: KestraEe, token: string): Connection {
  return { baseUrl, tenant, auth: { kind: 'token', token }, access: 'full', verifyTls: true };
}
