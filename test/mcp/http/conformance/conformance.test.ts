import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { Keyv } from 'keyv';
import { Failure } from '../../../../src/shared/failure.ts';
import { EVERY_NAMESPACE } from '../../../../src/shared/namespaceScope.ts';
import { createRedactor } from '../../../../src/shared/redact.ts';
import { configurationFrom } from '../../../../src/mcp/configuration.ts';
import { NoAuthentication } from '../../../../src/mcp/http/auth/noAuthentication.ts';
import { httpApp } from '../../../../src/mcp/http/httpApp.ts';
import { listen, type Listening } from '../../../../src/mcp/http/listen.ts';
import { Refusals } from '../../../../src/mcp/http/audit/refusals.ts';
import { jsonLog } from '../../../../src/mcp/http/log.ts';
import { McpEndpoint } from '../../../../src/mcp/http/mcpEndpoint.ts';
import { Metrics } from '../../../../src/mcp/http/metrics.ts';
import { NO_COVER } from '../../../../src/mcp/http/session/cover.ts';
import { Relay } from '../../../../src/mcp/http/session/relay.ts';
import { SessionSeal } from '../../../../src/mcp/http/session/sessionSeal.ts';
import { Sessions } from '../../../../src/mcp/http/session/sessions.ts';
import { MemoryJournal } from '../../../../src/mcp/http/store/memoryJournal.ts';
import { createFixtureServer } from './fixtureServer.ts';

const run = promisify(execFile);
/** Both lines of the suite, and how many scenarios each has at least. */
const SUITES = {
  'the suite of today': { folder: '@modelcontextprotocol/conformance', args: [], least: 30 },
  'the suite to come': {
    folder: 'conformance-next',
    args: ['--requirements', '2025-11-25'],
    least: 33,
  },
};

/** The transport, sessions and checks of the team server, around a server with the suite's own tools. */
describe('the MCP conformance suite over the team server’s transport', () => {
  let listening: Listening;
  let sessions: Sessions;

  before(async () => {
    sessions = new Sessions({
      seal: new SessionSeal([randomBytes(32)]),
      createServer: createFixtureServer,
      credentials: {
        kind: 'shared',
        of: () => Promise.resolve({ failure: new Failure('unreachable', 'There is no Kestra here.') }),
      },
      limits: { perPrincipal: 200, idleMs: 60_000 },
      ended: new Keyv<boolean>(),
      sharing: {
        relay: new Relay({ bus: undefined, cover: NO_COVER, alive: new Keyv<boolean>() }),
        journal: new MemoryJournal(),
        cover: NO_COVER,
        levels: new Keyv<string>(),
      },
    });
    const grant = {
      role: 'all',
      access: 'read',
      trigger: true,
      toolset: [],
      namespaces: EVERY_NAMESPACE,
    } as const;
    const log = jsonLog(() => {}, createRedactor([]));
    const refusals = new Refusals({ sink: undefined, log, redactor: createRedactor([]) });
    const app = httpApp({
      names: { hosts: ['127.0.0.1', 'localhost'], origins: [] },
      authenticator: new NoAuthentication(grant),
      endpoint: new McpEndpoint({
        sessions,
        bodyLimit: 1_000_000,
        policy: configurationFrom({}).policy,
        challenge: {},
        refusals,
      }),
      metrics: new Metrics(() => sessions.size),
      log,
      refusals,
      isReady: () => Promise.resolve(true),
    });
    listening = await listen({ host: '127.0.0.1', port: 0 }, app);
  });
  after(async () => {
    await sessions?.closeAll();
    await listening?.stop(0);
  });

  for (const [name, { folder, args, least }] of Object.entries(SUITES)) {
    it(`passes every scenario of ${name}`, async function () {
      this.timeout(240_000);
      const suite = path.join('node_modules', folder, 'dist', 'index.js');
      const asked = [suite, 'server', '--url', `${listening.url}/mcp`, ...args];
      const { stdout } = await run(process.execPath, asked, { maxBuffer: 50_000_000 }).catch(
        (error: { stdout: string }) => error,
      );
      const results = [...stdout.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed/gm)];
      const failed = results.filter(([, , , count]) => count !== '0').map(([, scenario]) => scenario);
      assert.deepEqual(failed, []);
      assert.ok(results.length >= least, `${results.length} scenarios`);
    });
  }
});
