import assert from 'node:assert/strict';
import { createRedactor } from '../../src/shared/redact.ts';

const PASSWORD = 'S3cret/with +ü';
const PAIR = `ann:${PASSWORD}`;

describe('createRedactor', () => {
  const redactor = createRedactor([PASSWORD, PAIR]);

  for (const [form, text] of [
    ['plain', `password=${PASSWORD};`],
    ['percent-encoded', `?password=${encodeURIComponent(PASSWORD)}`],
    ['base64', `value ${Buffer.from(PASSWORD).toString('base64')}`],
    ['in a Basic header', `authorization: Basic ${Buffer.from(PAIR).toString('base64')}`],
    ['twice', `${PASSWORD} and ${PASSWORD}`],
  ] as const) {
    it(`masks the secret ${form}`, () => {
      const masked = redactor.text(text);
      assert.match(masked, /\*\*\*/);
      assert.doesNotMatch(masked, /S3cret|UzNjcmV0|YW5uO/);
    });
  }

  for (const [text, masked] of [
    ['proxy http://bob:hunter2@proxy:3128 refused', 'proxy http://***@proxy:3128 refused'],
    ['Authorization: Bearer eyJhbGciOi.J9.x-y_z', 'Authorization: Bearer ***'],
    ['authorization: basic Ym9iOmh1bnRlcjI=', 'authorization: basic ***'],
  ] as const) {
    it(`masks a credential that it was not told: ${text}`, () => assert.equal(redactor.text(text), masked));
  }

  for (const text of [
    'Basic authentication is required',
    'Bearer Authentication failed.',
    'see http://localhost:8080/ui or mail me@example.com',
    'kestra:///company/team/file.csv',
  ]) {
    it(`leaves ordinary words alone: ${text}`, () => assert.equal(redactor.text(text), text));
  }

  it('redacts keys and values of JSON at every depth and leaves other values as they are', () => {
    const value = { [`k ${PASSWORD}`]: [1, null, true, { deep: PASSWORD }], none: undefined };
    assert.deepEqual(redactor.json(value), { 'k ***': [1, null, true, { deep: '***' }], none: undefined });
  });

  it('does not search for very short or empty secrets, which would blank out everything', () => {
    assert.equal(createRedactor(['', 'abc']).text('abc abcdef'), 'abc abcdef');
  });
});
