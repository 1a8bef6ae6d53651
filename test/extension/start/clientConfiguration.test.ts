import assert from 'node:assert/strict';
import { clientConfiguration } from '../../../src/extension/start/clientConfiguration.ts';
import { PROFILE } from '../support/samples.ts';

const SERVER = '/extension/dist/mcp.js';

describe('the configuration of another client', () => {
  it('starts the bundled server with everything but the secret', () => {
    const text = clientConfiguration(PROFILE, { kind: 'others', serverFile: SERVER });
    const { mcpServers } = JSON.parse(text) as { mcpServers: { kestra: { env: Record<string, string> } } };
    const { kestra } = mcpServers;
    assert.deepEqual(
      [kestra.env['KESTRA_BASE_URL'], kestra.env['KESTRA_USERNAME']],
      [PROFILE.baseUrl, 'ann@example.com'],
    );
    assert.match(kestra.env['KESTRA_PASSWORD'] ?? '', /^<.*>$/);
    assert.equal(kestra.env['KESTRA_MCP_CONNECTION'], undefined);
    assert.deepEqual({ ...kestra, env: {} }, { command: 'node', args: [SERVER], env: {} });
  });

  it('lets VS Code ask for the secret', () => {
    const profile = { ...PROFILE, auth: { kind: 'token' } as const };
    const configuration = JSON.parse(clientConfiguration(profile, { kind: 'vscode', serverFile: SERVER }));
    assert.equal(configuration.servers.kestra.env.KESTRA_API_TOKEN, '${input:kestra-secret}');
    assert.deepEqual(configuration.inputs[0].password, true);
  });

  it('asks for nothing where no secret is needed', () => {
    const profile = { ...PROFILE, auth: { kind: 'none' } as const };
    const text = clientConfiguration(profile, { kind: 'vscode', serverFile: SERVER });
    assert.doesNotMatch(text, /input|PASSWORD|TOKEN/);
  });
});
