import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TriggerState } from '../../src/model/trigger.ts';
import type { BackfillPlan } from '../../src/operations/backfill.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { approval, scheduled } from './support/flows.ts';

type Answer = BackfillPlan & { started: boolean; trigger?: TriggerState };

/** One schedule that nothing but a backfill ever fires. */
const daily = (namespace: string): string => `
id: daily
namespace: ${namespace}
inputs:
  - id: region
    type: STRING
  - id: limit
    type: INT
    required: false
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.region }} {{ trigger.date }}"
triggers:
  - id: newyear
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 1-6 *"
    timezone: UTC
    inputs:
      region: eu
`;

/** Its runs last long enough to meet the backfill while it works. */
const slow = (namespace: string): string => `
id: slow
namespace: ${namespace}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT2S
triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
`;

for (const major of [1, 2] as const) {
  describe(`backfills on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`backfill${major}`);
    const flow = { namespace, flow_id: 'daily' };
    const half = { start: '2026-01-01T09:00:00Z', end: '2026-06-30T00:00:00Z' };
    let mcp: McpClient;

    before(async () => {
      for (const source of [approval, daily, scheduled, slow])
        await createFlow(connection(), source(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
      await untilScheduled('daily', 'slow');
    });
    after(() => mcp?.close());

    const triggersOf = async (flowId: string): Promise<TriggerState[]> => {
      const args = { namespace, flow_id: flowId };
      return (await mcp.call<{ triggers: TriggerState[] }>('list_triggers', args)).result.triggers;
    };
    /** The scheduler takes up the triggers of a new flow a moment later. */
    const untilScheduled = async (...flowIds: string[]): Promise<void> => {
      for (const flowId of flowIds) {
        for (const end = Date.now() + 15_000; Date.now() < end; await sleep(100)) {
          if ((await triggersOf(flowId)).some(({ next }) => next !== undefined)) break;
        }
      }
    };
    const backfill = async (args: Record<string, unknown>): Promise<Answer> =>
      (await mcp.call<Answer>('backfill_executions', args)).result;
    const executions = async (flowId: string): Promise<number> =>
      (await mcp.call<{ total: number }>('list_executions', { namespace, flow_id: flowId })).result.total;

    it('are counted before they start: how many runs, the first and the last, nothing started', async () => {
      const plan = await backfill({ ...flow, ...half, dry_run: true });
      assert.deepEqual(
        [plan.started, plan.triggerId, plan.runs, plan.firstRun, plan.lastRun, plan.upperBound],
        [false, 'newyear', 6, '2026-01-01T09:00:00.000Z', '2026-06-01T09:00:00.000Z', undefined],
      );
      assert.equal(await executions('daily'), 0);
    });

    it('run once for each date that was counted, with inputs and labels', async () => {
      const started = await backfill({ ...flow, ...half, inputs: { limit: 3 }, labels: { why: 'outage' } });
      assert.deepEqual([started.started, started.runs], [true, 6]);
      assert.equal(Date.parse(started.trigger?.backfill?.start ?? ''), Date.parse(half.start));
      for (const end = Date.now() + 25_000; (await executions('daily')) < 6; await sleep(200)) {
        assert.ok(Date.now() < end, 'six runs in time');
      }
      await sleep(500);
      const labelled = await mcp.call<{ total: number; executions: { id: string }[] }>('list_executions', {
        ...flow,
        labels: { why: 'outage' },
      });
      assert.equal(labelled.result.total, 6);
      const id = labelled.result.executions[0]?.id ?? '';
      const one = await mcp.call<{ inputs: unknown }>('get_execution', { execution_id: id });
      assert.deepEqual(one.result.inputs, { region: 'eu', limit: 3 });
    });

    it('of more runs than allowed are refused with the number', async () => {
      const error = await mcp.refused('backfill_executions', { ...flow, ...half, max_runs: 5 });
      assert.equal(error.code, 'REFUSED');
      assert.match(error.message, /would start 6 executions/);
      assert.match(error.hint ?? '', /max_runs 6/);
    });

    it('with inputs that would fail each run are refused', async () => {
      const inputs = { limit: 'many', regoin: 'us' };
      const error = await mcp.refused('backfill_executions', { ...flow, ...half, inputs });
      assert.deepEqual(error.violations, [
        'limit (INT) must be a whole number',
        'regoin is not an input here; the inputs are: region, limit',
      ]);
    });

    it('need one schedule: none, several and other triggers are told', async () => {
      const none = await mcp.refused('backfill_executions', { namespace, flow_id: 'approval', days: 1 });
      assert.match(none.message, /approval has no schedule to backfill/);
      const several = await mcp.refused('backfill_executions', { namespace, flow_id: 'scheduled', days: 1 });
      assert.match(several.message, /several schedules: hourly, asleep/);
      const disabled = { namespace, flow_id: 'scheduled', trigger_id: 'asleep', days: 2 };
      assert.match((await mcp.refused('backfill_executions', disabled)).message, /asleep .* is disabled/);
      const nope = { namespace, flow_id: 'scheduled', trigger_id: 'nope', days: 2 };
      assert.equal((await mcp.refused('backfill_executions', nope)).code, 'NOT_FOUND');
    });

    it('need a time that is past', async () => {
      const ask = async (args: Record<string, unknown>): Promise<string> =>
        (await mcp.refused('backfill_executions', { ...flow, ...args })).message;
      assert.match(await ask({}), /there is no start/);
      assert.match(await ask({ start: half.end, end: half.start }), /starts at .* and ends at/);
      assert.match(await ask({ start: half.start, end: '2999-01-01T00:00:00Z' }), /not past/);
      assert.match(await ask({ start: half.start, days: 1 }), /both given/);
      assert.match(
        await ask({ start: '2026-07-02T00:00:00Z', end: '2026-07-03T00:00:00Z' }),
        /nothing to run/,
      );
    });

    it('are not started twice; they are paused, continued and deleted', async () => {
      const year = { namespace, flow_id: 'slow', start: '2025-01-01T00:00:00Z', end: '2025-12-31T00:00:00Z' };
      assert.equal((await backfill(year)).runs, 12);
      const again = await mcp.refused('backfill_executions', year);
      assert.equal(again.code, 'CONFLICT');
      assert.match(again.message, /running backfill/);
      const change = async (action: string): Promise<TriggerState> =>
        (
          await mcp.call<{ trigger: TriggerState }>('change_backfill', {
            action,
            namespace,
            flow_id: 'slow',
          })
        ).result.trigger;
      assert.equal((await change('pause')).backfill?.paused, true);
      assert.equal((await triggersOf('slow'))[0]?.backfill?.paused, true);
      assert.equal((await change('continue')).backfill?.paused, false);
      assert.equal((await change('delete')).backfill, undefined);
      const gone = await mcp.refused('change_backfill', { action: 'pause', namespace, flow_id: 'slow' });
      assert.equal(gone.code, 'CONFLICT');
      assert.ok((await executions('slow')) < 12);
    });
  });
}
