import assert from 'node:assert/strict';
import { LISTING } from '../../src/mcp/listing.ts';
import { withKestra } from '../support/kestra.ts';
import { tokenConnection, withKestraEe } from '../support/kestraEe.ts';
import { McpClient } from './support/client.ts';
import { enterpriseClient, listChange } from './support/enterpriseClient.ts';
import { eventually } from './support/eventually.ts';

interface Status {
  edition: string;
  administrator?: boolean;
  missingTools?: { otherGroups?: Record<string, string[]>; enterprise?: string };
}

const EE = { KESTRA_MCP_TOOLSET: 'ee' };
const named = async (mcp: McpClient): Promise<string[]> =>
  (await mcp.client.listTools()).tools.map(({ name }) => name);
const needing = (need: string): string[] =>
  LISTING.tools.filter(({ needs }) => needs === need).map(({ name }) => name);

describe('the tools of the Enterprise Edition', () => {
  it('all say that they need it', () => {
    const without = LISTING.tools.filter(({ group, needs }) => group === 'ee' && needs === undefined);
    assert.deepEqual(without, []);
  });

  describe('on Kestra Enterprise', () => {
    const stage = withKestraEe();

    it('are not listed before Kestra has told its edition, and their coming is notified', async () => {
      const mcp = new McpClient(stage().connection, EE);
      const changed = listChange(mcp);
      try {
        const asked = stage().kestra.requests.length;
        await mcp.start();
        assert.deepEqual(mcp.listedFirst, []);
        await changed;
        const names = await named(mcp);
        for (const name of [...needing('enterprise'), ...needing('administrator')]) {
          assert.ok(names.includes(name), name);
        }
        const paths = stage()
          .kestra.requests.slice(asked)
          .map(({ path }) => path);
        assert.deepEqual(paths, ['/api/v1/configs', '/api/v1/me']);
      } finally {
        await mcp.close();
      }
    });

    it('leave out those for administrators of the instance for everybody else', async () => {
      const { kestra } = stage();
      const mcp = await enterpriseClient(tokenConnection(kestra, kestra.signIn('member@example.com')), {
        KESTRA_MCP_TOOLSET: 'ee,connection',
      });
      try {
        const names = await named(mcp);
        assert.ok(names.includes('search_apps'));
        assert.deepEqual(
          names.filter((name) => needing('administrator').includes(name)),
          [],
        );
        const { result } = await mcp.call<Status>('connection_status');
        assert.deepEqual([result.edition, result.administrator], ['EE', false]);
        assert.match(result.missingTools?.enterprise ?? '', /list_announcements.* administrator/);
        const error = await mcp.refused('list_announcements');
        assert.equal(error.code, 'FORBIDDEN');
        assert.match(error.message, /administrators of the Kestra instance/);
      } finally {
        await mcp.close();
      }
    });

    it('name the permission that Kestra misses, call by call', async () => {
      const { kestra } = stage();
      const token = kestra.signIn('reader@example.com', ['APP CREATE']);
      const mcp = await enterpriseClient(tokenConnection(kestra, token));
      try {
        assert.deepEqual((await mcp.call<{ total: number }>('search_apps')).result.total, 0);
        const error = await mcp.refused('create_app', { yaml_source: 'id: x' });
        assert.deepEqual([error.code, error.httpStatus], ['FORBIDDEN', 403]);
        assert.match(error.message, /Access denied.* APP CREATE/);
        kestra.rights.grant(token, 'APP CREATE');
        assert.equal((await mcp.refused('create_app', { yaml_source: 'id: x' })).code, 'INVALID');
      } finally {
        await mcp.close();
      }
    });

    it('are not asked about by a server that does not offer them', async () => {
      const asked = stage().kestra.requests.length;
      const mcp = await new McpClient(stage().connection).start();
      try {
        await named(mcp);
        assert.equal(stage().kestra.requests.length, asked);
      } finally {
        await mcp.close();
      }
    });
  });

  describe('on open source', () => {
    const connection = withKestra(2);

    it('are absent, which one line explains, and refused with the reason', async () => {
      const mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'ee,connection' }).start();
      try {
        const { result } = await mcp.call<Status>('connection_status');
        assert.match(result.missingTools?.enterprise ?? '', /group ee: This Kestra is open source/);
        assert.equal(result.missingTools?.otherGroups?.['ee'], undefined);
        const error = await mcp.refused('search_apps');
        assert.equal(error.code, 'REFUSED');
        assert.match(error.message, /open source/);
        assert.deepEqual(await named(mcp), ['connection_status']);
      } finally {
        await mcp.close();
      }
    });
  });

  describe('on a Kestra that cannot be asked at first', () => {
    const stage = withKestraEe();

    it('come when it can', async () => {
      const { kestra } = stage();
      const connection = tokenConnection(kestra, 'not-known-yet');
      const mcp = new McpClient(connection, EE);
      const changed = listChange(mcp);
      try {
        await mcp.start();
        const asked = (): boolean => kestra.requests.some(({ status }) => status === 401);
        await eventually(() => assert.ok(asked()));
        kestra.rights.add('not-known-yet', {
          id: '1',
          email: 'x@example.com',
          superAdmin: true,
          denied: new Set(),
        });
        await eventually(async () => assert.ok((await named(mcp)).includes('search_apps')));
        await changed;
      } finally {
        await mcp.close();
      }
    });
  });
});
