import assert from 'node:assert/strict';
import * as z from 'zod';
import { parseAnswer } from '../../src/kestra/api.ts';
import { executionSchema, pageOf } from '../../src/kestra/schemas.ts';
import { Failure } from '../../src/shared/failure.ts';

describe('parseAnswer', () => {
  const page = pageOf(z.object({ id: z.string() }));

  for (const [what, text, message] of [
    [
      'a sign-in page',
      '<!DOCTYPE html><html><title>Sign in',
      /^The answer is not JSON but begins with '<!DOCTYPE html>/,
    ],
    ['nothing', '', /not JSON but begins with ''/],
    ['JSON cut off', '{"results":[{"id":"a"', /not JSON/],
    ['a null', 'null', /not that of Kestra's API/],
    ['JSON of another service', '{"hello":"world"}', /not that of Kestra's API \(results: /],
    ['a member of another type', '{"results":[{"id":"a"},{"id":7}],"total":2}', /\(results\.1\.id: /],
  ] as const) {
    it(`does not take ${what} for an answer`, () => {
      const isTold = (error: unknown) =>
        Failure.is(error, 'unexpected') && message.test(error.message) && /URL/.test(error.hint ?? '');
      assert.throws(() => parseAnswer(page, { text }), isTold);
    });
  }

  it('takes null for left out, and keeps of an execution what it does not know', () => {
    const text = JSON.stringify({
      id: 'e1',
      namespace: 'a.b',
      flowId: 'c',
      tenantId: 'main',
      flowRevision: null,
      taskRunList: null,
      labels: [{ key: 'n', value: 7 }],
      state: {
        current: 'PAUSED',
        histories: [{ state: 'CREATED', date: '2026-01-31T10:00:00Z' }],
        duration: null,
      },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(parseAnswer(executionSchema, { text }))), {
      id: 'e1',
      namespace: 'a.b',
      flowId: 'c',
      tenantId: 'main',
      labels: [{ key: 'n', value: '7' }],
      state: { current: 'PAUSED', histories: [{ state: 'CREATED', date: '2026-01-31T10:00:00Z' }] },
    });
  });
});
