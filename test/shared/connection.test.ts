import assert from 'node:assert/strict';
import { connectionSchema, normalizeBaseUrl, secretsOf } from '../../src/shared/connection.ts';

describe('normalizeBaseUrl', () => {
  for (const [copied, root] of [
    ['http://localhost:8080', 'http://localhost:8080'],
    ['  https://kestra.example.com///  ', 'https://kestra.example.com'],
    ['kestra.example.com', 'http://kestra.example.com'],
    ['localhost:8080', 'http://localhost:8080'],
    ['HTTPS://Kestra.Example.com/ui/main/executions/a.b/c/1?tab=logs#x', 'https://kestra.example.com'],
    ['https://example.com/kestra/api/v1/main', 'https://example.com/kestra'],
    ['https://example.com/kestra/ui', 'https://example.com/kestra'],
    ['https://example.com/ui-kit', 'https://example.com/ui-kit'],
    ['https://me:secret@example.com/', 'https://example.com'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ] as const) {
    it(`${copied.trim()} → ${root}`, () => assert.equal(normalizeBaseUrl(copied), root));
  }

  for (const wrong of ['', '   ', 'ftp://example.com', 'http://', 'file:///etc/hosts', 'http://a b']) {
    it(`refuses '${wrong}'`, () => assert.throws(() => normalizeBaseUrl(wrong), TypeError));
  }
});

describe('connectionSchema', () => {
  const least = { baseUrl: 'localhost:8080', auth: { kind: 'none' } };

  it('fills in what is usual', () => {
    assert.deepEqual(connectionSchema.parse(least), {
      baseUrl: 'http://localhost:8080',
      tenant: 'main',
      auth: { kind: 'none' },
      access: 'author',
      verifyTls: true,
    });
  });

  for (const [what, change] of [
    ['a setting it does not know', { colour: 'red' }],
    ['an empty password', { auth: { kind: 'basic', username: 'a', password: '' } }],
    ['an API version that does not exist', { apiVersion: 3 }],
    ['an access level that does not exist', { access: 'root' }],
    ['an address without a host', { baseUrl: 'http://' }],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(connectionSchema.safeParse({ ...least, ...change }).success, false);
    });
  }
});

describe('secretsOf', () => {
  const secrets = (auth: unknown) => secretsOf(connectionSchema.parse({ baseUrl: 'localhost', auth }));

  it('is the password, and the pair that makes the header', () => {
    assert.deepEqual(secrets({ kind: 'basic', username: 'ann', password: 'pässword' }), [
      'pässword',
      'ann:pässword',
    ]);
  });
  it('is the token', () => assert.deepEqual(secrets({ kind: 'token', token: 'abc' }), ['abc']));
  it('is nothing without a sign-in', () => assert.deepEqual(secrets({ kind: 'none' }), []));
});
