import assert from 'node:assert/strict';
import { createKestra } from '../../src/kestra/client.ts';
import { startHttpServer, type HttpServer } from '../support/httpServer.ts';

/** As many as 2.x gives at once. */
const PAGE = 1_000;

describe('the catalogue of plugins', () => {
  let server: HttpServer;
  let hash: number | undefined;
  let plugins: { title: string; tasks: { cls: string }[] }[];

  before(async () => {
    server = await startHttpServer(({ url }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      const page = Number(searchParams.get('page'));
      const results = plugins.slice((page - 1) * PAGE, page * PAGE);
      const body = pathname.endsWith('/configs')
        ? { version: '2.0.0', pluginsHash: hash }
        : { results, total: plugins.length };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  after(() => server.close());
  beforeEach(() => {
    hash = 1;
    plugins = Array.from({ length: PAGE + 1 }, (_, at) => ({
      title: `Plugin ${at}`,
      tasks: [{ cls: `io.kestra.Task${at}` }],
    }));
  });

  const connect = () =>
    createKestra({
      baseUrl: server.baseUrl,
      tenant: 'main',
      auth: { kind: 'none' },
      access: 'read',
      verifyTls: true,
    });
  const asked = (): number => server.requests.filter(({ url }) => url.includes('/plugins')).length;

  it('is read page by page', async () => {
    const kestra = connect();
    const types = await kestra.plugins.types();
    assert.equal(types.length, PAGE + 1);
    assert.deepEqual(types.at(-1), {
      type: `io.kestra.Task${PAGE}`,
      kind: 'task',
      title: undefined,
      description: undefined,
      deprecated: undefined,
      plugin: `Plugin ${PAGE}`,
    });
    await kestra.close();
  });

  it('is read anew only when the plugins have changed', async () => {
    const kestra = connect();
    const before = asked();
    await kestra.plugins.types();
    const once = asked() - before;
    await kestra.plugins.types();
    assert.equal(asked() - before, once);
    hash = 2;
    plugins = plugins.slice(0, 1);
    assert.equal((await kestra.plugins.types()).length, 1);
    await kestra.close();
  });

  it('is read every time when Kestra does not say whether they have', async () => {
    hash = undefined;
    plugins = plugins.slice(0, 1);
    const kestra = connect();
    const before = asked();
    await kestra.plugins.types();
    await kestra.plugins.types();
    assert.equal(asked() - before, 2);
    await kestra.close();
  });
});
