import assert from 'node:assert/strict';
import path from 'node:path';
import { connectionSchema } from '../../src/shared/connection.ts';
import {
  connectionFromEnvironment,
  settingsFromEnvironment,
  type Environment,
} from '../../src/shared/environment.ts';
import { connectionToEnvironment } from '../../src/shared/variables.ts';
import { Failure } from '../../src/shared/failure.ts';

describe('a connection in the environment', () => {
  for (const connection of [
    { baseUrl: 'http://localhost:8080', auth: { kind: 'none' } },
    {
      name: 'production eu',
      baseUrl: 'https://example.com/kestra',
      tenant: 'team a',
      auth: { kind: 'basic', username: 'ann@example.com', password: ' ends with spaces ' },
      access: 'read',
      apiVersion: 2,
      caFile: '/etc/ssl/company.pem',
      verifyTls: false,
      proxy: 'http://proxy.example.com:3128',
    },
    { baseUrl: 'https://example.com', auth: { kind: 'token', token: 'a=b#c$d' } },
  ]) {
    const parsed = connectionSchema.parse(connection);
    it(`arrives as it was sent: ${connection.auth.kind}`, () => {
      const arrived = connectionFromEnvironment(connectionToEnvironment(parsed));
      assert.deepEqual(JSON.parse(JSON.stringify(arrived)), parsed);
    });
  }
});

describe('connectionFromEnvironment', () => {
  it('takes a Kestra on this machine when nothing is set', () => {
    const { baseUrl, tenant, auth, access } = connectionFromEnvironment({});
    assert.deepEqual(
      [baseUrl, tenant, auth.kind, access],
      ['http://localhost:8080', 'main', 'none', 'author'],
    );
  });

  it('counts blank variables as not set, as in a container file', () => {
    const blank = { KESTRA_BASE_URL: ' ', KESTRA_TENANT_ID: '', KESTRA_API_TOKEN: '', KESTRA_PASSWORD: '' };
    assert.deepEqual(connectionFromEnvironment(blank), connectionFromEnvironment({}));
  });

  it('prefers user name and password to a token', () => {
    const both = { KESTRA_USERNAME: 'a', KESTRA_PASSWORD: 'b', KESTRA_API_TOKEN: 'c' };
    assert.equal(connectionFromEnvironment(both).auth.kind, 'basic');
  });

  it('takes the token when the other pair is incomplete', () => {
    const half = { KESTRA_USERNAME: 'a', KESTRA_API_TOKEN: 'c' };
    assert.deepEqual(connectionFromEnvironment(half).auth, { kind: 'token', token: 'c' });
  });

  for (const [text, major] of [
    ['1', 1],
    ['1.3.25', 1],
    ['v2.0.1', 2],
    ['auto', undefined],
  ] as const) {
    it(`reads the version ${text}`, () => {
      assert.equal(connectionFromEnvironment({ KESTRA_API_VERSION: text }).apiVersion, major);
    });
  }

  for (const [text, verify] of [
    ['false', false],
    ['NO', false],
    ['0', false],
    ['true', true],
    ['', true],
  ] as const) {
    it(`reads KESTRA_VERIFY_TLS='${text}'`, () => {
      assert.equal(connectionFromEnvironment({ KESTRA_VERIFY_TLS: text }).verifyTls, verify);
    });
  }

  for (const [named, env] of [
    [/KESTRA_PASSWORD/, { KESTRA_USERNAME: 'a' }],
    [/KESTRA_USERNAME/, { KESTRA_PASSWORD: 'b' }],
    [/KESTRA_BASE_URL.*ftp/, { KESTRA_BASE_URL: 'ftp://x' }],
    [/KESTRA_API_VERSION/, { KESTRA_API_VERSION: 'latest' }],
    [/KESTRA_MCP_ACCESS: expected one of read, operate/, { KESTRA_MCP_ACCESS: 'root' }],
    [/KESTRA_PROXY/, { KESTRA_PROXY: 'socks5://localhost:1080' }],
    [/KESTRA_BASE_URL.*KESTRA_MCP_ACCESS/, { KESTRA_BASE_URL: 'http://', KESTRA_MCP_ACCESS: 'root' }],
  ] as const) {
    it(`says which variable is wrong: ${Object.keys(env).join(', ')}`, () => {
      const isNamed = (error: unknown) => Failure.is(error, 'invalid') && named.test(error.message);
      assert.throws(() => connectionFromEnvironment(env), isNamed);
    });
  }
});

describe('the proxy of the environment', () => {
  const proxyOf = (env: Environment) => connectionFromEnvironment(env).proxy;
  const usual = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:1' };

  for (const [what, env, proxy] of [
    ['by scheme', { ...usual, KESTRA_BASE_URL: 'https://k.example.com' }, 'http://secure:1'],
    ['by scheme, plain', { ...usual, KESTRA_BASE_URL: 'http://k.example.com' }, 'http://plain:1'],
    ['for an address without scheme', { ...usual, KESTRA_BASE_URL: 'k.example.com:8080' }, 'http://plain:1'],
    [
      'in small letters',
      { https_proxy: 'http://small:1', KESTRA_BASE_URL: 'https://k.io' },
      'http://small:1',
    ],
    ['without scheme', { HTTPS_PROXY: 'secure:3128', KESTRA_BASE_URL: 'https://k.io' }, 'http://secure:3128'],
    ['none when it is blank', { HTTPS_PROXY: '', KESTRA_BASE_URL: 'https://k.io' }, undefined],
    [
      'our own variable first',
      { ...usual, KESTRA_BASE_URL: 'https://k.io', KESTRA_PROXY: 'http://ours:1', NO_PROXY: '*' },
      'http://ours:1',
    ],
  ] as const) {
    it(what, () => assert.equal(proxyOf(env), proxy));
  }

  for (const [NO_PROXY, base] of [
    ['*', 'https://k.example.com'],
    ['other, .example.com', 'https://k.example.com'],
    ['example.com', 'https://k.example.com'],
    ['*.example.com', 'https://k.example.com'],
    ['k.example.com', 'k.example.com:8080'],
  ] as const) {
    it(`none for ${base} with NO_PROXY=${NO_PROXY}`, () => {
      assert.equal(proxyOf({ ...usual, NO_PROXY, KESTRA_BASE_URL: base }), undefined);
    });
  }

  it('but for a host that only ends alike', () => {
    const env = { ...usual, NO_PROXY: 'example.com', KESTRA_BASE_URL: 'https://notexample.com' };
    assert.equal(proxyOf(env), 'http://secure:1');
  });
});

it('reads the tool groups that are switched off', () => {
  const { disabledGroups } = settingsFromEnvironment({ KESTRA_MCP_DISABLED_TOOLS: ' Flows,, kv ,' });
  assert.deepEqual(disabledGroups, ['flows', 'kv']);
});

it('allows files below the folders that are named, else below the working folder', () => {
  const allowed = (env: Environment, workingFolder?: string) =>
    settingsFromEnvironment(env, workingFolder).fileFolders;
  const KESTRA_MCP_FILE_ROOTS = ['/data', 'relative', '/home/ann/flows'].join(path.delimiter);
  assert.deepEqual(allowed({ KESTRA_MCP_FILE_ROOTS }, '/work'), ['/data', '/home/ann/flows']);
  assert.deepEqual(allowed({}, '/work'), ['/work']);
  assert.deepEqual(allowed({ KESTRA_MCP_FILE_ROOTS: '' }, '/work'), []);
  assert.deepEqual(allowed({}), []);
});
