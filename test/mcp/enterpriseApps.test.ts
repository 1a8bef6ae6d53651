import assert from 'node:assert/strict';
import { withKestraEe } from '../support/kestraEe.ts';
import { AGREES, type McpClient } from './support/client.ts';
import { enterpriseClient } from './support/enterpriseClient.ts';

interface App {
  uid: string;
  name?: string;
  namespace?: string;
  enabled?: boolean;
  url: string;
}
interface Apps {
  apps: App[];
  total: number;
  nextCursor?: string;
}
interface Announcement {
  id: string;
  message: string;
  type: string;
  active: boolean;
}

const source = (id: string, more = ''): string =>
  `id: ${id}\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: company.team\nflowId: hello\ndisplayName: Start ${id}\n${more}`;

describe('apps of Kestra Enterprise', () => {
  const stage = withKestraEe();
  let mcp: McpClient;

  before(async () => {
    mcp = await enterpriseClient(stage().connection);
  });
  after(() => mcp?.close());

  const create = async (id: string, more?: string): Promise<App> =>
    (await mcp.call<App>('create_app', { yaml_source: source(id, more) })).result;
  const search = async (args: Record<string, unknown>): Promise<Apps> =>
    (await mcp.call<Apps>('search_apps', args)).result;

  it('create_app saves a new one and tells where people open it; get_app gives its YAML in parts', async () => {
    const { uid, name, namespace, enabled, url } = await create('made');
    assert.deepEqual([name, namespace, enabled], ['Start made', 'company.team', true]);
    assert.equal(url, `${stage().kestra.baseUrl}/ui/main/apps/${uid}`);
    const { result } = await mcp.call<{ source: string; lines: number }>('get_app', { uid });
    assert.equal(result.source, source('made'));
    const rest = await mcp.call<{ source: string }>('get_app', { uid, from_line: 5 });
    assert.equal(rest.result.source, 'displayName: Start made\n');
  });

  it('create_app tells every reason against an invalid one, and leaves one that is there alone', async () => {
    const invalid = await mcp.refused('create_app', { yaml_source: 'id: half\n' });
    assert.equal(invalid.code, 'INVALID');
    assert.deepEqual(invalid.violations, ['type: must not be null', 'namespace: must not be null']);
    const { uid } = await create('twice');
    const conflict = await mcp.refused('create_app', { yaml_source: source('twice', 'tags: [other]\n') });
    assert.equal(conflict.code, 'CONFLICT');
    assert.match(conflict.hint ?? '', /search_apps.*update_app/);
    const { result } = await mcp.call<{ source: string }>('get_app', { uid });
    assert.equal(result.source, source('twice'));
  });

  it('search_apps filters by text, flow, namespace and tag, and pages', async () => {
    for (const id of ['find-a', 'find-b', 'find-c']) await create(id, 'tags: [findable]\n');
    assert.equal((await search({ q: 'find-b' })).total, 1);
    assert.equal((await search({ namespace: 'company' })).total, 0);
    assert.equal((await search({ flow_id: 'other' })).total, 0);
    const filter = { namespace: 'company.team', flow_id: 'hello', tags: ['findable', 'other'] };
    const first = await search({ ...filter, limit: 2 });
    const rest = await search({ ...filter, limit: 2, cursor: first.nextCursor });
    assert.deepEqual(
      [first.total, first.apps.length, rest.apps.length, rest.nextCursor],
      [3, 2, 1, undefined],
    );
  });

  it('update_app shows the diff, also without saving, and notices that nothing changes', async () => {
    const { uid } = await create('changing');
    const yaml_source = source('changing', 'tags: [new]\n');
    const call = async (args: object): Promise<{ outcome: string; diff?: string }> =>
      (await mcp.call<{ outcome: string; diff?: string }>('update_app', { uid, yaml_source, ...args }))
        .result;
    const planned = await call({ dry_run: true });
    assert.equal(planned.outcome, 'would update');
    assert.match(planned.diff ?? '', /^\+tags: \[new\]$/m);
    const updated = await call({});
    assert.deepEqual([updated.outcome, updated.diff], ['updated', planned.diff]);
    assert.equal((await call({})).outcome, 'unchanged');
    assert.equal((await mcp.refused('update_app', { uid: 'none', yaml_source })).code, 'NOT_FOUND');
  });

  it('set_app_disabled switches each that it can, and takes it from the catalogue', async () => {
    const { uid } = await create('switched');
    const { result } = await mcp.call<{ apps: { outcome?: string; error?: { code: string } }[] }>(
      'set_app_disabled',
      { uids: [uid, 'no-such-app'], disabled: true },
    );
    assert.deepEqual(
      result.apps.map(({ outcome, error }) => outcome ?? error?.code),
      ['disabled', 'NOT_FOUND'],
    );
    const { result: catalogue } = await mcp.call<Apps>('list_apps', { limit: 100 });
    assert.ok(catalogue.apps.length > 0);
    assert.ok(!catalogue.apps.some((app) => app.uid === uid));
    const again = { uids: [uid], disabled: true };
    const { result: same } = await mcp.call<{ apps: { outcome: string }[] }>('set_app_disabled', again);
    assert.equal(same.apps[0]?.outcome, 'unchanged');
  });

  it('delete_app tells the impact first, asks the person, and deletes only then', async () => {
    const { uid } = await create('doomed');
    const told = await mcp.call<{ deleted: boolean; impact: string[] }>('delete_app', { uid });
    assert.equal(told.result.deleted, false);
    assert.match(told.result.impact.join(' '), /enabled.*no revisions/);
    assert.equal((await search({ q: 'doomed' })).total, 1);
    const asked = mcp.asked.length;
    const { result } = await mcp.call<{ deleted: boolean }>('delete_app', { uid, confirm: true });
    assert.equal(result.deleted, true);
    assert.match(mcp.asked[asked]?.message ?? '', /wants to delete the app Start doomed/);
    assert.equal((await search({ q: 'doomed' })).total, 0);
  });

  it('hides secrets of a source and keeps them when it is saved', async () => {
    const { uid } = await create('secretive', `description: "key ${stage().kestra.token}"\n`);
    const { result } = await mcp.call<{ source: string }>('get_app', { uid });
    assert.match(result.source, /⟦hidden [0-9a-f]{8}⟧/);
    const yaml_source = `${result.source}tags: [kept]\n`;
    await mcp.call('update_app', { uid, yaml_source });
    const response = await fetch(`${stage().kestra.baseUrl}/api/v1/main/apps/${uid}`, {
      headers: { authorization: `Bearer ${stage().kestra.token}` },
    });
    const saved = ((await response.json()) as { source: string }).source;
    assert.ok(saved.includes(stage().kestra.token) && saved.includes('tags: [kept]'));
  });

  it('are changed by nobody whose access is too low', async () => {
    const { connection } = stage();
    const operator = await enterpriseClient({ ...connection, access: 'operate' });
    try {
      const names = (await operator.client.listTools()).tools.map(({ name }) => name);
      assert.ok(names.includes('search_apps') && !names.includes('create_app'));
      const error = await operator.refused('create_app', { yaml_source: source('never') });
      assert.equal(error.code, 'REFUSED');
      assert.match(error.message, /access level 'author'/);
    } finally {
      await operator.close();
    }
  });
});

describe('announcements of Kestra Enterprise', () => {
  const stage = withKestraEe();
  let mcp: McpClient;

  before(async () => {
    mcp = await enterpriseClient(stage().connection, {}, AGREES);
  });
  after(() => mcp?.close());

  const list = async (args: object = {}): Promise<Announcement[]> =>
    (await mcp.call<{ announcements: Announcement[] }>('list_announcements', { ...args })).result
      .announcements;

  it('save_announcement makes one, and changes only what is given', async () => {
    const end_date = '2030-01-01T00:00:00Z';
    const { result: made } = await mcp.call<Announcement>('save_announcement', {
      message: 'Maintenance at noon',
      type: 'WARNING',
      end_date,
    });
    assert.deepEqual([made.type, made.active], ['WARNING', true]);
    const { result } = await mcp.call<Announcement>('save_announcement', { id: made.id, active: false });
    assert.deepEqual(result, { ...made, active: false });
    assert.deepEqual(await list({ active: false }), [result]);
    assert.deepEqual(await list({ active: true }), []);
    assert.match((await mcp.refused('save_announcement', { type: 'INFO' })).message, /needs a message/);
    const unknown = await mcp.refused('save_announcement', { id: 'none', active: true });
    assert.match(unknown.hint ?? '', /list_announcements/);
  });

  it('delete_announcement tells what would go, and deletes it when the person agrees', async () => {
    const { result: made } = await mcp.call<Announcement>('save_announcement', { message: 'Goodbye' });
    const told = await mcp.call<{ deleted: boolean }>('delete_announcement', { id: made.id });
    assert.equal(told.result.deleted, false);
    assert.ok((await list()).some(({ id }) => id === made.id));
    await mcp.call('delete_announcement', { id: made.id, confirm: true });
    assert.match(mcp.asked.at(-1)?.message ?? '', /Everybody sees it now: Goodbye/);
    assert.ok(!(await list()).some(({ id }) => id === made.id));
  });

  it('need the access level full', async () => {
    const author = await enterpriseClient({ ...stage().connection, access: 'author' });
    try {
      const error = await author.refused('save_announcement', { message: 'no' });
      assert.match(error.message, /access level 'full'/);
    } finally {
      await author.close();
    }
  });
});
