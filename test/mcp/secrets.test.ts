import assert from 'node:assert/strict';
import { withKestra } from '../support/kestra.ts';
import { behindProxy } from './support/behindProxy.ts';

const TOOLSET = { KESTRA_MCP_TOOLSET: 'namespace' };

interface Secrets {
  secrets: { namespace: string; names: string[] }[];
}

for (const major of [1, 2] as const) {
  describe(`names of secrets on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = 'company.team';
    const stage = behindProxy(connection, TOOLSET);

    const list = async (): Promise<Secrets> =>
      (await stage().mcp.call<Secrets>('list_namespace_secrets', { namespace })).result;

    it('list_namespace_secrets has nothing to tell where there are none', async () => {
      assert.deepEqual(await list(), { secrets: [] });
    });

    it('list_namespace_secrets tells names by the namespace that keeps them', async () => {
      const body = { 'company.team': ['SLACK_TOKEN', 'API_KEY'], company: ['DB_PASSWORD'], other: [] };
      stage().proxy.spoil(/inherited-secrets/, { kind: 'answer', answer: { body } });
      assert.deepEqual((await list()).secrets, [
        { namespace: 'company.team', names: ['API_KEY', 'SLACK_TOKEN'] },
        { namespace: 'company', names: ['DB_PASSWORD'] },
      ]);
    });
  });
}
