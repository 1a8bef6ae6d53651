import assert from 'node:assert/strict';
import { presentableRecord } from '../../src/model/presentable.ts';

describe('presentableRecord', () => {
  const show = (record: Record<string, unknown>, maxBytes = 1_000) => presentableRecord(record, maxBytes);

  it('is nothing when there is nothing to show', () => {
    for (const empty of [undefined, {}, { a: null, b: undefined }]) {
      assert.equal(presentableRecord(empty, 1_000), undefined);
    }
  });

  it('keeps what is short as it is', () => {
    const record = { text: 'a', no: false, zero: 0, list: [1, { deep: ['x'] }], empty: {} };
    assert.deepEqual(show(record), record);
  });

  it('never shows an encrypted value, however deep', () => {
    const secret = { type: 'io.kestra.datatype:aes_encrypted', value: 'c2VjcmV0' };
    assert.deepEqual(show({ a: secret, list: [{ b: secret }] }), {
      a: '(encrypted)',
      list: [{ b: '(encrypted)' }],
    });
  });

  it('hides a text that its name calls a credential', () => {
    const record = { db: { password: 'x' }, apiKey: 'x', access_token: 'x', tokens: 7, key: 'k', pass: 'p' };
    const hidden = '(hidden)';
    assert.deepEqual(show(record), {
      ...record,
      db: { password: hidden },
      apiKey: hidden,
      access_token: hidden,
    });
  });

  it('cuts long texts and lists and says what is missing', () => {
    const shown = show({ text: 'x'.repeat(600), list: Array.from({ length: 60 }, (_, index) => index) });
    assert.equal(shown?.['text'], `${'x'.repeat(500)}… (600 characters)`);
    assert.deepEqual((shown?.['list'] as unknown[] | undefined)?.slice(-2), [49, '… 10 more']);
  });

  it('cuts harder until the whole fits', () => {
    const record = Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, key.repeat(499)]));
    const shown = show(record, 800);
    assert.ok(Buffer.byteLength(JSON.stringify(shown)) <= 800);
    assert.equal(shown?.['a'], `${'a'.repeat(120)}… (499 characters)`);
  });

  it('at last only names what there is', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`output_${index}`, index]));
    const shown = show(many, 300);
    assert.match(String(shown?.['…']), /^too large to show: output_0, output_1, .*characters\)$/);
    assert.ok(Buffer.byteLength(JSON.stringify(shown)) < 400);
  });
});
