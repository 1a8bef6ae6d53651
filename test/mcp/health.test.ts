import assert from 'node:assert/strict';
import type { Health } from '../../src/operations/health.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';
import { approval, failing, scheduled, sleepy } from './support/flows.ts';

const fine = (namespace: string): string => `
id: fine
namespace: ${namespace}
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: fine }
`;

for (const major of [1, 2] as const) {
  describe(`health of Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`health${major}`);
    let mcp: McpClient;
    let sleeper: string;

    before(async () => {
      for (const flow of [approval, failing, fine, scheduled, sleepy])
        await createFlow(connection(), flow(namespace));
      const start = (flowId: string): Promise<string> => startExecution(connection(), { namespace, flowId });
      for (const state of ['FAILED', 'FAILED'] as const)
        await untilState(connection(), await start('failing'), state);
      for (const state of ['SUCCESS', 'SUCCESS', 'SUCCESS'] as const)
        await untilState(connection(), await start('fine'), state);
      await untilState(connection(), await start('approval'), 'PAUSED');
      sleeper = await start('sleepy');
      await untilState(connection(), sleeper, 'RUNNING');
      mcp = await new McpClient(connection()).start();
    });
    after(async () => {
      await mcp?.call('kill_execution', { execution_id: sleeper });
      await mcp?.close();
    });

    const check = async (args: Record<string, unknown> = {}): Promise<Health> =>
      (await mcp.call<Health>('get_health', { namespace, ...args })).result;

    it('counts the executions of the time by state', async () => {
      const { executions } = await check();
      assert.deepEqual(executions, { total: 7, byState: { FAILED: 2, SUCCESS: 3 }, other: 2 });
    });

    it('tells what runs, how long, and that it is not stuck yet', async () => {
      const { unfinished } = await check();
      assert.deepEqual([unfinished.total, unfinished.byState, unfinished.stuck], [1, { RUNNING: 1 }, 0]);
      const [longest] = unfinished.longest;
      assert.deepEqual([longest?.id, longest?.state, longest?.stuck], [sleeper, 'RUNNING', undefined]);
      assert.ok((longest?.seconds ?? -1) >= 0 && (longest?.seconds ?? 100) < 60);
    });

    it('tells what waits for approval', async () => {
      const { waiting } = await check();
      assert.deepEqual([waiting.total, waiting.longest[0]?.flowId], [1, 'approval']);
    });

    it('names the failing flows with their last failure', async () => {
      const { failing: flows } = await check();
      assert.deepEqual([flows.total, flows.flows.length, flows.flows[0]?.failed], [2, 1, 2]);
      const id = flows.flows[0]?.lastExecutionId ?? '';
      const last = await mcp.call<{ state: string }>('get_execution', { execution_id: id });
      assert.equal(last.result.state, 'FAILED');
    });

    it('tells runs and durations per flow', async () => {
      const { durations } = await check();
      assert.equal(durations.total, 5);
      assert.deepEqual(
        durations.flows.map(({ flowId, runs, failed }) => [flowId, runs, failed]),
        [
          ['fine', 3, 0],
          ['failing', 2, 2],
        ],
      );
      for (const { meanSeconds, p95Seconds } of durations.flows) {
        assert.ok(meanSeconds >= 0 && meanSeconds <= p95Seconds && p95Seconds < 20);
      }
    });

    it('tells which triggers are disabled', async () => {
      await mcp.call('change_trigger', {
        action: 'disable',
        namespace,
        flow_id: 'scheduled',
        trigger_ids: ['hourly'],
      });
      const { triggers } = await check();
      assert.ok(triggers.disabled >= 1 && triggers.disabled <= triggers.total);
      assert.deepEqual([triggers.stopped, triggers.overdue], [[], []]);
    });

    it('is of a time: before it there is nothing', async () => {
      const { executions, failing: flows } = await check({ time_range: 'PT0.001S' });
      assert.deepEqual([executions.total, flows.total], [0, 0]);
      assert.match((await mcp.refused('get_health', { time_range: 'today' })).message, /not an ISO 8601/);
    });

    it('of everything stays within 6 KB', async () => {
      const { raw } = await mcp.call('get_health', { time_range: 'P30D' });
      assert.ok(textOf(raw).length < 6_000, `${textOf(raw).length}`);
    });
  });
}

describe('connection_status', () => {
  const connection = withKestra(2);

  interface Status {
    toolset: string[];
    missingTools?: {
      otherGroups?: Record<string, string[]>;
      otherAccess?: Record<string, string[]>;
      enterprise?: string;
      how?: string;
    };
  }
  const ask = async (access: 'operate' | 'full', env: Record<string, string> = {}): Promise<Status> => {
    const mcp = await new McpClient({ ...connection(), access }, env).start();
    try {
      return (await mcp.call<Status>('connection_status')).result;
    } finally {
      await mcp.close();
    }
  };

  it('names the tools of groups that can be switched on, and those that need more access', async () => {
    const { toolset, missingTools } = await ask('operate');
    assert.deepEqual(toolset, ['default']);
    assert.deepEqual(missingTools?.otherGroups?.['backfill'], ['change_backfill']);
    assert.deepEqual(missingTools?.otherAccess?.['author'], ['save_flow']);
    assert.match(missingTools?.how ?? '', /KESTRA_MCP_TOOLSET/);
  });

  it('names only what open source has not when all are on, and none of a disabled group', async () => {
    const all = (await ask('full', { KESTRA_MCP_TOOLSET: 'all' })).missingTools;
    assert.deepEqual(Object.keys(all ?? {}), ['enterprise']);
    assert.match(all?.enterprise ?? '', /^\d+ tools of group ee: This Kestra is open source/);
    const { missingTools } = await ask('full', { KESTRA_MCP_DISABLED_TOOLS: 'backfill' });
    assert.equal(missingTools?.otherGroups?.['backfill'], undefined);
  });
});
