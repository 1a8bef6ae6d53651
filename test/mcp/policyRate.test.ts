import assert from 'node:assert/strict';
import type { ConnectionStatus } from '../../src/operations/connectionStatus.ts';
import { COMPAT_CATALOG } from '../../src/mcp/compat/catalog.ts';
import { MemoryRateStore } from '../../src/mcp/policy/rate/memoryRateStore.ts';
import { bucketOf, costOf } from '../../src/mcp/policy/rate/rateGuard.ts';
import { RateMeter } from '../../src/mcp/policy/rate/rateMeter.ts';
import { trySpend, WINDOW_MS, type Spending } from '../../src/mcp/policy/rate/rateStore.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { CATALOG } from '../../src/mcp/tools/catalog.ts';
import { parseRateLimits, TEAM_RATE_LIMITS, USUAL_RATE_LIMITS } from '../../src/shared/rateLimits.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';
import { sleepy } from './support/flows.ts';

describe('a rate bucket', () => {
  it('gives a token back a minute after it was spent', () => {
    const { spent, spendings } = trySpend([], { tokens: 3, limit: 3, now: 1_000 });
    assert.deepEqual(spent, { allowed: true, left: 0 });
    const refused = trySpend(spendings, { tokens: 1, limit: 3, now: 31_000 });
    assert.deepEqual(refused.spent, { allowed: false, left: 0, retryAfterMs: 30_000 });
    const back = trySpend(refused.spendings, { tokens: 3, limit: 3, now: 1_000 + WINDOW_MS });
    assert.deepEqual(back.spent, { allowed: true, left: 0 });
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  it(`never allows more than its limit within a minute, and tells the earliest time (SEED=${seed})`, () => {
    let state = seed;
    const random = (most: number): number => (state = (state * 16_807 + 11) % 2_147_483_647) % most;
    for (let round = 0; round < 200; round += 1) {
      const limit = 1 + random(20);
      const allowed: Spending[] = [];
      let spendings: Spending[] = [];
      let now = 0;
      for (let call = 0; call < 60; call += 1) {
        now += random(15_000);
        const tokens = 1 + random(limit);
        const attempt = trySpend(spendings, { tokens, limit, now });
        const within = allowed.filter(({ at }) => now - at < WINDOW_MS);
        const used = within.reduce((sum, spending) => sum + spending.tokens, 0);
        assert.equal(attempt.spent.allowed, used + tokens <= limit);
        if (attempt.spent.allowed) {
          allowed.push({ at: now, tokens });
          assert.equal(attempt.spent.left, limit - used - tokens);
        } else {
          const { retryAfterMs } = attempt.spent;
          assert.ok(retryAfterMs > 0 && retryAfterMs <= WINDOW_MS);
          const at = (ms: number) => trySpend(attempt.spendings, { tokens, limit, now: ms }).spent.allowed;
          assert.ok(at(now + retryAfterMs) && !at(now + retryAfterMs - 1));
        }
        spendings = attempt.spendings;
      }
    }
  });

  it('belongs to its owner, in however many sessions', async () => {
    const store = new MemoryRateStore();
    const limits = { ...USUAL_RATE_LIMITS, trigger: 1 };
    const meter = (owner: string) => new RateMeter({ limits, store, owner, now: () => 5 });
    assert.equal((await meter('ann').spend('trigger', 1)).allowed, true);
    assert.equal((await meter('ann').spend('trigger', 1)).allowed, false);
    assert.equal((await meter('bob').spend('trigger', 1)).allowed, true);
    assert.deepEqual((await meter('ann').state()).trigger, { perMinute: 1, left: 0 });
    assert.deepEqual((await meter('ann').state()).kill, { perMinute: 60, left: 60 });
  });
});

describe('what a call costs', () => {
  it('is one for each object, each counted once', () => {
    assert.equal(costOf({ execution_id: 'a' }), 1);
    assert.equal(costOf({ ids: ['a', 'b', 'a'], breakpoints: ['x', 'y', 'z'] }), 2);
    assert.equal(costOf({ namespace: 'n', keys: ['a', 'b', 'c'] }), 3);
    assert.equal(costOf({ ids: [] }), 1);
  });

  it('counts every list of objects that a tool takes', () => {
    const others = ['breakpoints', 'remove', 'state', 'test_cases'];
    const lists = [...LISTING.tools, ...LISTING.compatTools]
      .filter(({ effect }) => effect !== 'read')
      .flatMap(({ inputSchema }) =>
        Object.entries(propertiesOf(inputSchema)).flatMap(([name, { type }]) =>
          type === 'array' && !others.includes(name) ? [name] : [],
        ),
      );
    assert.ok(lists.length >= 5);
    for (const name of lists) assert.equal(costOf({ [name]: ['a', 'b'] }), 2, name);
  });

  it('falls into a bucket for all that changes something, and what stops something into its own', () => {
    for (const tool of [...CATALOG, ...COMPAT_CATALOG]) {
      const bucket = bucketOf({ tool, effect: tool.effect, args: {} });
      assert.equal(bucket === undefined, tool.effect === 'read', tool.name);
    }
    const named = (name: string) => CATALOG.find((tool) => tool.name === name) ?? assert.fail(name);
    const bucketFor = (name: string, args: Record<string, unknown>) =>
      bucketOf({ tool: named(name), effect: named(name).effect, args });
    assert.equal(bucketFor('kill_execution', {}), 'kill');
    assert.equal(bucketFor('abort_execution', {}), 'kill');
    assert.equal(bucketFor('change_trigger', { action: 'disable' }), 'kill');
    assert.equal(bucketFor('change_trigger', { action: 'enable' }), 'trigger');
    assert.equal(bucketFor('change_backfill', { action: 'pause' }), 'kill');
    assert.equal(bucketFor('delete_kv', {}), 'delete');
  });
});

describe('KESTRA_MCP_RATE_LIMITS', () => {
  it('changes what it names', () => {
    assert.deepEqual(parseRateLimits(''), { limits: USUAL_RATE_LIMITS });
    const limits = { ...USUAL_RATE_LIMITS, trigger: 5, kill: Number.POSITIVE_INFINITY };
    assert.deepEqual(parseRateLimits(' trigger=5, kill=unlimited '), { limits });
    assert.deepEqual(parseRateLimits('kill=unlimited', TEAM_RATE_LIMITS), { limits });
  });

  it('means something, or nothing is done', () => {
    const text = 'trigger=5,tigger=5,write=-1,delete=many,kill';
    assert.deepEqual(parseRateLimits(text), { wrong: ['tigger=5', 'write=-1', 'delete=many', 'kill'] });
  });
});

for (const major of [1, 2] as const) {
  describe(`rates on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`rate${major}`);
    let proxy: FaultProxy;

    const server = (limits: string): Promise<McpClient> =>
      new McpClient(
        { ...connection(), baseUrl: proxy.baseUrl },
        { KESTRA_MCP_TOOLSET: 'all', KESTRA_MCP_RATE_LIMITS: limits },
      ).start();

    before(async () => {
      await createFlow(connection(), sleepy(namespace));
      proxy = await startFaultProxy(connection().baseUrl);
    });
    after(() => proxy?.close());

    it('refuse a bulk above the limit as a whole, before Kestra hears of it', async () => {
      const mcp = await server('');
      const ids = Array.from({ length: 31 }, (_, index) => `missing${index}`);
      const asked = proxy.heard.length;
      const { code, message, hint } = await mcp.refused('replay_execution', { ids });
      assert.equal(code, 'RATE_LIMITED');
      assert.match(`${message} ${hint}`, /31 at once are more than the 30 .* at most 30 at a time/);
      assert.equal(proxy.heard.length, asked);
      await mcp.close();
    });

    it('refuse the call after the last, tell when to retry, and let everybody stop what runs', async () => {
      const mcp = await server('trigger=3');
      const id = await startExecution(connection(), { namespace, flowId: 'sleepy' });
      await untilState(connection(), id, 'RUNNING');
      // Calls that do nothing in Kestra count like others: the bucket holds before anything is known of them.
      await mcp.call('replay_execution', { ids: ['missing1', 'missing2'] });
      await mcp.refused('restart_execution', { execution_id: 'missing3' });
      const asked = proxy.heard.length;
      const refused = await mcp.refused('execute_flow', { namespace, flow_id: 'sleepy' });
      assert.equal(refused.code, 'RATE_LIMITED');
      const { retryAfterSeconds = 0 } = refused;
      assert.ok(retryAfterSeconds > 0 && retryAfterSeconds <= 60, String(retryAfterSeconds));
      assert.match(
        refused.hint ?? '',
        /Try again in \d+ s\. What stops something has an allowance of its own/,
      );
      assert.equal(proxy.heard.length, asked);
      const status = await mcp.call<ConnectionStatus & Rated>('connection_status');
      assert.deepEqual(status.result.rates['trigger'], { perMinute: 3, left: 0 });
      assert.deepEqual(status.result.rates['kill'], { perMinute: 60, left: 60 });
      const { result } = await mcp.call<{ killed: boolean }>('kill_execution', { execution_id: id });
      assert.equal(result.killed, true);
      await mcp.call('list_executions', { namespace });
      await mcp.close();
    });
  });
}

interface Rated {
  rates: Record<string, { perMinute: number; left: number }>;
}

function propertiesOf(schema: object): Record<string, { type?: string }> {
  return 'properties' in schema ? (schema.properties as Record<string, { type?: string }>) : {};
}
