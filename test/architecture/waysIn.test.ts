import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { unpackExtension, validateManifest } from '@anthropic-ai/mcpb';
import { VARIABLES } from '../../src/shared/variables.ts';
import { OWN_AUDIT } from '../support/auditFolder.ts';

const run = promisify(execFile);

interface RegistryEntry {
  name: string;
  version: string;
  description: string;
  packages: {
    identifier: string;
    version: string;
    environmentVariables: { name: string; isSecret: boolean }[];
  }[];
}

describe('the ways in', () => {
  let folder = '';
  let version = '';
  let mcpName = '';
  /** Where a client unpacks the bundle. */
  let bundle = '';

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-ways-'));
    bundle = path.join(folder, 'bundle');
    ({ version, mcpName } = JSON.parse(await readFile('package.json', 'utf8')));
    // Without its build, which would be below the feet of other tests.
    for (const what of ['mcpb', 'registry']) await run(process.execPath, ['src/packaging/pack.ts', what]);
    await unpackExtension({ mcpbPath: 'out/kestra-mcp.mcpb', outputDir: bundle, silent: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('have one version, and the registry knows the npm package by its name', async () => {
    const entry = JSON.parse(await readFile('out/server.json', 'utf8')) as RegistryEntry;
    const manifest = JSON.parse(await readFile(path.join(bundle, 'manifest.json'), 'utf8')) as object;
    const versions = [entry.version, ...entry.packages.map((one) => one.version), Object(manifest).version];
    assert.deepEqual(new Set(versions), new Set([version]));
    assert.deepEqual([entry.name, entry.packages[0]?.identifier], [mcpName, 'kestra-mcp']);
    const changes = await readFile('CHANGELOG.md', 'utf8');
    assert.ok(changes.includes(`## ${version}`), `CHANGELOG.md tells of ${version}`);
  });

  it('keep to the registry’s limits, and mark secrets', async () => {
    const { description, packages } = JSON.parse(await readFile('out/server.json', 'utf8')) as RegistryEntry;
    assert.ok(description.length <= 100, 'a description of at most 100 characters');
    const asked = packages[0]?.environmentVariables ?? [];
    assert.ok(asked.every(({ name }) => Object.values<string>(VARIABLES).includes(name)));
    assert.deepEqual(
      asked.filter(({ isSecret }) => isSecret).map(({ name }) => name),
      [VARIABLES.password, VARIABLES.token],
    );
  });

  it('bring a valid bundle of the server alone', async () => {
    assert.equal(validateManifest(path.join(bundle, 'manifest.json')), true);
    const files = await readdir(bundle);
    assert.deepEqual(files.toSorted(), [
      'LICENSE',
      'README.md',
      'icon.png',
      'manifest.json',
      'package.json',
      'server',
    ]);
    assert.deepEqual((await readdir(path.join(bundle, 'server'))).toSorted(), ['chunks', 'mcp.js']);
  });

  it('start from the bundle, with what its user left empty', async () => {
    const env = {
      ...OWN_AUDIT,
      KESTRA_USERNAME: '',
      KESTRA_PASSWORD: '',
      KESTRA_API_TOKEN: '',
      KESTRA_MCP_ACCESS: 'read',
    };
    const args = [path.join(bundle, 'server', 'mcp.js')];
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
    try {
      const { tools } = await client.listTools();
      assert.ok(tools.some(({ name }) => name === 'list_executions'));
      assert.equal(client.getServerVersion()?.version, version);
    } finally {
      await client.close();
    }
  });
});
