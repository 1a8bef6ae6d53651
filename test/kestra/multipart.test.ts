import assert from 'node:assert/strict';
import { multipart } from '../../src/kestra/multipart.ts';
import { answers } from '../support/httpServer.ts';
import { withServers } from './harness.ts';

describe('multipart', () => {
  const { serve, transportTo } = withServers();

  it('carries texts and files as a server reads them', async () => {
    const { baseUrl, requests } = await serve(answers({ body: {} }));
    const content = Uint8Array.from([0, 255, 13, 10, 45, 45]);
    const body = multipart([
      { name: 'form.city', text: 'Zürich\r\n"quoted"' },
      { name: 'file', filename: 'bild ü.png', content },
    ]);
    await transportTo(baseUrl).send('/x', { method: 'POST', body });
    const [{ body: sent, headers } = { body: Buffer.alloc(0), headers: {} }] = requests;
    const type = headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(sent), { headers: { 'content-type': type } }).formData();
    assert.equal(form.get('form.city'), 'Zürich\r\n"quoted"');
    const file = form.get('file');
    assert.ok(file instanceof File);
    assert.equal(file.name, 'bild ü.png');
    assert.deepEqual(new Uint8Array(await file.arrayBuffer()), content);
  });

  it('arrives in one piece, each on a connection of its own, texts before files', async () => {
    const { baseUrl, requests } = await serve(answers({ body: {} }, { body: {} }));
    const transport = transportTo(baseUrl);
    const file = { name: 'file', filename: 'a.bin', content: Uint8Array.from([1]) };
    for (const text of ['first', 'second']) {
      await transport.send('/x', { method: 'POST', body: multipart([file, { name: 'text', text }]) });
    }
    for (const { headers, body } of requests) {
      assert.equal(headers['content-length'], String(body.length));
      assert.equal(headers['connection'], 'close');
      assert.ok(body.indexOf('name="text"') < body.indexOf('name="file"'));
    }
  });

  it('is no body at all without inputs, since an empty form is refused by some routes', () =>
    assert.equal(multipart([]), undefined));
});
