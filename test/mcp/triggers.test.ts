import assert from 'node:assert/strict';
import type { TriggerState } from '../../src/model/trigger.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, untilState } from '../support/executions.ts';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import { McpClient } from './support/client.ts';
import { scheduled } from './support/flows.ts';

interface Triggers {
  triggers: TriggerState[];
  total: number;
}
interface Changes {
  results: { triggerId: string; changed: boolean; trigger?: TriggerState; error?: ErrorObject }[];
}

/** Fires every second, and its run holds the lock for a minute. */
const busy = (namespace: string): string => `
id: busy
namespace: ${namespace}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
triggers:
  - id: secondly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "* * * * * *"
    withSeconds: true
`;

for (const major of [1, 2] as const) {
  describe(`triggers on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`triggers${major}`);
    let mcp: McpClient;

    before(async () => {
      await createFlow(connection(), scheduled(namespace));
      mcp = await new McpClient(connection()).start();
    });
    after(() => mcp?.close());

    const change = async (action: string, ...triggerIds: string[]): Promise<Changes['results']> => {
      const args = { action, namespace, flow_id: 'scheduled', trigger_ids: triggerIds };
      return (await mcp.call<Changes>('change_trigger', args)).result.results;
    };
    const list = async (args: Record<string, unknown> = {}): Promise<TriggerState[]> =>
      (await mcp.call<Triggers>('list_triggers', { namespace, ...args })).result.triggers;

    it('are disabled and enabled, and the state read afterwards is told', async () => {
      const [disabled] = await change('disable', 'hourly');
      assert.deepEqual([disabled?.changed, disabled?.trigger?.disabled], [true, true]);
      const ids = (await list({ only: 'disabled' })).map(({ triggerId }) => triggerId);
      assert.ok(ids.includes('hourly'));
      const [enabled] = await change('enable', 'hourly');
      assert.deepEqual([enabled?.changed, enabled?.trigger?.disabled], [true, false]);
      assert.ok(!(await list({ only: 'disabled' })).some(({ triggerId }) => triggerId === 'hourly'));
    });

    it('tell the outcome of each: one that is missing, and one that its YAML keeps disabled', async () => {
      const results = await change('enable', 'hourly', 'asleep', 'nope');
      assert.deepEqual(
        results.map(({ triggerId, changed, error }) => [triggerId, changed, error?.code]),
        [
          ['hourly', true, undefined],
          ['asleep', false, 'CONFLICT'],
          ['nope', false, 'NOT_FOUND'],
        ],
      );
      assert.match(results[1]?.error?.message ?? '', /stays disabled: its YAML says it is disabled/);
    });

    it('are not unlocked when nothing locks them, in Kestra’s words', async () => {
      const args = { action: 'unlock', namespace, flow_id: 'scheduled', trigger_ids: ['hourly'] };
      const error = await mcp.refused('change_trigger', args);
      assert.equal(error.code, 'CONFLICT');
      assert.match(error.message, /not locked|already unlocked/);
    });

    it('are restarted', async () => {
      const [restarted] = await change('restart', 'hourly');
      assert.equal(restarted?.changed, true);
      assert.equal(restarted?.trigger?.disabled, false);
    });

    it('of a flow that does not exist are not found', async () => {
      const args = { action: 'disable', namespace, flow_id: 'nope', trigger_ids: ['hourly'] };
      const error = await mcp.refused('change_trigger', args);
      assert.equal(error.code, 'NOT_FOUND');
      assert.match(error.message, /There is no flow 'nope'/);
    });

    it('locked by a running execution are listed with it, and unlocked', async () => {
      await createFlow(connection(), busy(namespace));
      const locked = async (): Promise<string | undefined> =>
        (await list({ flow_id: 'busy', only: 'locked' }))[0]?.lockedBy;
      let executionId = await locked();
      for (const end = Date.now() + 15_000; executionId === undefined && Date.now() < end;) {
        executionId = await locked();
      }
      assert.ok(executionId);
      const busyOne = { namespace, flow_id: 'busy', trigger_ids: ['secondly'] };
      await mcp.call('change_trigger', { action: 'disable', ...busyOne });
      const { result } = await mcp.call<Changes>('change_trigger', { action: 'unlock', ...busyOne });
      assert.equal(result.results[0]?.changed, true);
      assert.equal(result.results[0]?.trigger?.lockedBy, undefined);
      await mcp.call('kill_execution', { execution_id: executionId });
      await untilState(connection(), executionId, 'KILLED');
    });

    it('are not changed below the access level operate', async () => {
      const reader = await new McpClient({ ...connection(), access: 'read' }).start();
      try {
        const args = { action: 'disable', namespace, flow_id: 'scheduled', trigger_ids: ['hourly'] };
        assert.equal((await reader.refused('change_trigger', args)).code, 'REFUSED');
      } finally {
        await reader.close();
      }
    });
  });
}
