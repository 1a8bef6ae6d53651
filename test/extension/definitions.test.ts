import assert from 'node:assert/strict';
import path from 'node:path';
import {
  completeEnvironment,
  planDefinitions,
  type ServerSurroundings,
} from '../../src/extension/definitions.ts';
import { connectionFromEnvironment } from '../../src/shared/environment.ts';
import { PROFILE } from './support/samples.ts';

const SURROUNDINGS: ServerSurroundings = {
  extensionVersion: '1.2.3',
  cacheFolder: '/cache',
  folders: ['/work space', '/other'],
};

describe('definitions of the server', () => {
  it('carry the connection but its secret, and clear what the environment may hold of another', () => {
    const [definition] = planDefinitions([PROFILE], SURROUNDINGS);
    assert.ok(definition);
    assert.equal(definition.label, 'Kestra');
    assert.equal(definition.env['KESTRA_BASE_URL'], PROFILE.baseUrl);
    assert.equal(definition.env['KESTRA_MCP_ACCESS'], 'operate');
    assert.equal(definition.env['KESTRA_MCP_CACHE_DIR'], '/cache');
    assert.equal(definition.env['KESTRA_MCP_FILE_ROOTS'], ['/work space', '/other'].join(path.delimiter));
    assert.equal(definition.env['KESTRA_USERNAME'], null);
    assert.equal(definition.env['KESTRA_API_TOKEN'], null);
    assert.equal(definition.env['KESTRA_MCP_CONNECTION'], null);
  });

  it('are named after their connections when there are several', () => {
    const definitions = planDefinitions(
      [PROFILE, { ...PROFILE, id: 'two', name: 'Production' }],
      SURROUNDINGS,
    );
    assert.deepEqual(
      definitions.map(({ label, env }) => [label, env['KESTRA_MCP_CONNECTION']]),
      [
        ['Kestra Staging', 'Staging'],
        ['Kestra Production', 'Production'],
      ],
    );
  });

  it('get another version with every change that the server would notice', () => {
    const versionOf = (change: object, surroundings = SURROUNDINGS): string | undefined =>
      planDefinitions([{ ...PROFILE, ...change }], surroundings)[0]?.version;
    const versions = [
      versionOf({}),
      versionOf({ tenant: 'other' }),
      versionOf({ access: 'read' }),
      versionOf({ secretRevision: 1 }),
      versionOf({ auth: { kind: 'basic', username: 'bob@example.com' } }),
      versionOf({}, { ...SURROUNDINGS, extensionVersion: '1.2.4' }),
      versionOf({}, { ...SURROUNDINGS, toolset: ['default', 'kv'] }),
      versionOf({}, { ...SURROUNDINGS, toolset: ['all'] }),
      versionOf({}, { ...SURROUNDINGS, tasks: 'on' }),
      versionOf({}, { ...SURROUNDINGS, rateLimits: 'trigger=5' }),
      versionOf({ namespaces: { allow: ['company.*'], deny: [] } }),
      versionOf({ namespaces: { allow: ['company.*'], deny: ['company.hr'] } }),
      versionOf({}, { ...SURROUNDINGS, calls: { KESTRA_MCP_ON_CANCEL: 'kill' } }),
    ];
    assert.equal(new Set(versions).size, versions.length);
    assert.equal(versionOf({}), versionOf({}));
  });

  it('carry the toolset of the settings, and none where the user chose none', () => {
    const toolsetOf = (toolset?: string[]) =>
      planDefinitions([PROFILE], { ...SURROUNDINGS, toolset })[0]?.env['KESTRA_MCP_TOOLSET'];
    assert.equal(toolsetOf(['default', 'kv']), 'default,kv');
    assert.equal(toolsetOf(), undefined);
  });

  it('become, with the secret, the very connection that the server reads', () => {
    const namespaces = { allow: ['company.team.*'], deny: ['company.team.pay', 'company.hr'] };
    const profile = { ...PROFILE, namespaces, caFile: '/ca.pem', apiVersion: 2 as const, verifyTls: false };
    const [definition] = planDefinitions([profile], SURROUNDINGS);
    assert.ok(definition);
    const env = completeEnvironment(definition.env, profile, 'correct horse');
    const read = connectionFromEnvironment(
      Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.toString()])),
    );
    assert.deepEqual(read.auth, { kind: 'basic', username: 'ann@example.com', password: 'correct horse' });
    assert.equal(read.caFile, '/ca.pem');
    assert.equal(read.apiVersion, 2);
    assert.deepEqual(read.namespaces, namespaces);
    assert.equal(read.verifyTls, false);
    assert.equal(env['ELECTRON_RUN_AS_NODE'], '1');
  });

  it('cannot be completed without the secret', () => {
    assert.throws(() => completeEnvironment({}, PROFILE, undefined), { kind: 'unauthenticated' });
  });
});
