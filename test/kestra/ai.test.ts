import assert from 'node:assert/strict';
import { Api } from '../../src/kestra/api.ts';
import { AiApi } from '../../src/kestra/api/ai.ts';
import { Transport, type RequestOptions, type Response } from '../../src/kestra/transport.ts';

/** Takes note of how long an answer may take, which no test wants to wait for. */
class PatientTransport extends Transport {
  deadlineMs = 0;

  override send(_url: string, options: RequestOptions = {}): Promise<Response> {
    this.deadlineMs = options.deadlineMs ?? 0;
    const text = 'id: generated';
    return Promise.resolve({ status: 200, headers: {}, bytes: Buffer.from(text), text });
  }
}

it('a model that writes is given minutes', async () => {
  const transport = new PatientTransport({
    baseUrl: 'http://localhost',
    tenant: 'main',
    auth: { kind: 'none' },
    access: 'author',
    verifyTls: true,
  });
  const ai = new AiApi(new Api(transport, 'main'));
  const source = await ai.generate('flow', { userPrompt: 'hello', conversationId: '1' });
  assert.equal(source, 'id: generated');
  assert.ok(transport.deadlineMs >= 180_000, `${transport.deadlineMs} ms`);
});
