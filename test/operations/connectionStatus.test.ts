import assert from 'node:assert/strict';
import { createKestra } from '../../src/kestra/client.ts';
import type { Connection } from '../../src/shared/connection.ts';
import { connectionStatus, type ConnectionStatus } from '../../src/operations/connectionStatus.ts';
import { onEachMajor } from './stage.ts';

onEachMajor('the status of a connection', [], (stage) => {
  const statusOf = async (change: Partial<Connection> = {}): Promise<ConnectionStatus> => {
    const kestra = createKestra({ ...stage().connection, ...change });
    try {
      return await connectionStatus({ kestra, signal: new AbortController().signal });
    } finally {
      await kestra.close();
    }
  };

  it('is connected, with version and edition', async () => {
    const { connected, version, edition, problem } = await statusOf();
    assert.deepEqual([connected, problem], [true, undefined]);
    assert.match(version ?? '', stage().major === 1 ? /^\d+\.\d+/ : /^2\./);
    assert.match(edition ?? '', /^(OSS|EE)$/);
  });

  for (const [what, change, kind] of [
    ['a wrong password', { auth: { kind: 'basic', username: 'ann', password: 'wrong' } }, 'unauthenticated'],
    ['no sign-in', { auth: { kind: 'none' } }, 'unauthenticated'],
    ['a wrong tenant', { tenant: 'elsewhere' }, 'invalid'],
  ] as const) {
    it(`is not connected with ${what}`, async () => {
      const { connected, problem } = await statusOf(change);
      assert.deepEqual([connected, problem?.kind], [false, kind]);
    });
  }

  it('is not connected with a wrong path', async () => {
    const { problem } = await statusOf({ baseUrl: `${stage().connection.baseUrl}/elsewhere` });
    assert.ok(problem?.kind === 'not_found' || problem?.kind === 'unauthenticated', problem?.kind);
  });
});
