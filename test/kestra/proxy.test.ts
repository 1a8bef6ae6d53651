import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSignedCertificate } from '../support/certificate.ts';
import { answers } from '../support/httpServer.ts';
import { startProxy } from '../support/proxy.ts';
import { failureOf, withServers } from './harness.ts';

describe('a proxy', () => {
  const { keep, serve, transportTo } = withServers();

  it('is given what goes to another machine', async () => {
    const { port, requests } = await serve(answers({ body: { fine: true } }));
    const proxy = keep(await startProxy(port));
    const transport = transportTo('http://kestra.invalid:8080', { proxy: proxy.baseUrl });
    assert.equal((await transport.send('/x', { method: 'POST', body: '{}' })).text, '{"fine":true}');
    assert.match(proxy.asked.join(), /kestra\.invalid:8080/);
    assert.deepEqual(
      requests.map(({ method, url, body }) => `${method} ${url} ${body.toString()}`),
      ['POST /x {}'],
    );
  });

  it('tunnels TLS, and the certificate of Kestra itself is checked', async () => {
    const own = selfSignedCertificate({ host: 'kestra.invalid' });
    const { port, requests } = await serve(answers({ body: {} }), own);
    const proxy = keep(await startProxy(port));
    const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-proxy-'));
    keep({ close: () => rm(folder, { recursive: true }) });
    const caFile = path.join(folder, 'company.pem');
    await writeFile(caFile, own.cert);
    const to = (change: object) => transportTo('https://kestra.invalid', { proxy: proxy.baseUrl, ...change });
    const { message } = await failureOf(to({}).send('/x'), 'unreachable');
    assert.match(message, /^The certificate of https:\/\/kestra\.invalid is not trusted/);
    assert.equal(requests.length, 0);
    assert.equal((await to({ caFile }).send('/x')).status, 200);
    assert.deepEqual(new Set(proxy.asked), new Set(['CONNECT kestra.invalid:443']));
  });

  it('is passed by on the way to this machine', async () => {
    const { baseUrl, port } = await serve(answers({ body: {} }));
    const proxy = keep(await startProxy(port));
    for (const own of [baseUrl, `http://localhost:${port}`]) {
      await transportTo(own, { proxy: proxy.baseUrl }).send('/x');
    }
    assert.deepEqual(proxy.asked, []);
  });

  it('that is not there is what cannot be reached', async () => {
    const { baseUrl, close } = await serve(answers({}));
    await close();
    const proxy = baseUrl.replace('//', '//ann:secret@');
    const { message } = await failureOf(
      transportTo('http://kestra.invalid', { proxy }).send('/x'),
      'unreachable',
    );
    assert.equal(
      message,
      `Kestra at http://kestra.invalid cannot be reached through the proxy ${baseUrl}: nothing listens there (ECONNREFUSED).`,
    );
  });

  for (const scheme of ['http', 'https']) {
    it(`that wants a password is told as that: ${scheme}`, async () => {
      const { baseUrl: proxy } = keep(await startProxy('refuse'));
      const call = transportTo(`${scheme}://kestra.invalid`, { proxy }).send('/x', { method: 'POST' });
      const { message, hint } = await failureOf(call, 'unreachable');
      assert.match(message, /through the proxy http:\S+: HTTP 407\.$/);
      assert.match(hint ?? '', /KESTRA_PROXY/);
    });
  }
});
