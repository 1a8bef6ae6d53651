import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSignedCertificate } from '../support/certificate.ts';
import { answers } from '../support/httpServer.ts';
import { failureOf, withServers } from './harness.ts';

describe('TLS', () => {
  const { serve, transportTo } = withServers();
  const own = selfSignedCertificate();
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-tls-'))));
  after(() => rm(folder, { recursive: true }));

  const fileWith = async (cert: string): Promise<string> => {
    const file = path.join(folder, 'company.pem');
    await writeFile(file, cert);
    return file;
  };

  it('a self-signed certificate is refused before anything is sent', async () => {
    const { baseUrl, requests } = await serve(answers({ body: {} }), own);
    const { message, hint } = await failureOf(transportTo(baseUrl).send('/x'), 'unreachable');
    assert.equal(message, `The certificate of ${baseUrl} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).`);
    assert.match(hint ?? '', /KESTRA_CA_FILE/);
    assert.equal(requests.length, 0);
  });

  it('its own file makes it trusted', async () => {
    const { baseUrl } = await serve(answers({ body: {} }), own);
    const { status } = await transportTo(baseUrl, { caFile: await fileWith(own.cert) }).send('/x');
    assert.equal(status, 200);
  });

  it('the file of another one does not', async () => {
    const { baseUrl } = await serve(answers({ body: {} }), own);
    const caFile = await fileWith(selfSignedCertificate().cert);
    await failureOf(transportTo(baseUrl, { caFile }).send('/x'), 'unreachable');
  });

  it('any certificate will do where that was asked for', async () => {
    const { baseUrl } = await serve(answers({ body: {} }), own);
    assert.equal((await transportTo(baseUrl, { verifyTls: false }).send('/x')).status, 200);
  });

  for (const [what, certificate, expected] of [
    ['for another host', selfSignedCertificate({ host: 'other.example.com' }), /ALTNAME_INVALID/],
    ['that has expired', selfSignedCertificate({ validUntil: new Date(Date.now() - 60_000) }), /EXPIRED/],
  ] as const) {
    it(`a trusted certificate ${what} is refused, and no file is asked for`, async () => {
      const { baseUrl } = await serve(answers({ body: {} }), certificate);
      const caFile = await fileWith(certificate.cert);
      const { message, hint } = await failureOf(transportTo(baseUrl, { caFile }).send('/x'), 'unreachable');
      assert.match(message, expected);
      assert.doesNotMatch(hint ?? '', /KESTRA_CA_FILE/);
    });
  }

  it('a file that cannot be read is named, and read once it is there', async () => {
    const { baseUrl } = await serve(answers({ body: {} }), own);
    await rm(path.join(folder, 'company.pem'));
    const transport = transportTo(baseUrl, { caFile: path.join(folder, 'company.pem') });
    const { message, hint } = await failureOf(transport.send('/x'), 'invalid');
    assert.match(message, /company\.pem cannot be read/);
    assert.match(hint ?? '', /KESTRA_CA_FILE/);
    await fileWith(own.cert);
    assert.equal((await transport.send('/x')).status, 200);
  });

  it('a file that holds no certificate is named', async () => {
    const { baseUrl } = await serve(answers({ body: {} }), own);
    const caFile = await fileWith('no certificate');
    const { message } = await failureOf(transportTo(baseUrl, { caFile }).send('/x'), 'invalid');
    assert.match(message, /company\.pem/);
  });
});
