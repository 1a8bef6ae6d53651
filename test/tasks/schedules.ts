import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackfillPlan } from '../../src/operations/backfill.ts';
import { only, type Triggers } from './results.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

const NIGHTLY = `
id: nightly
tasks:
  - id: load
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.date }}"
triggers:
  - id: at-four
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 4 * * *"
`;
const SLOW = NIGHTLY.replace('id: nightly', 'id: slow').replace(
  /type: .*Log\n.*/,
  'type: io.kestra.plugin.core.flow.Sleep\n    duration: PT1S',
);

interface FlowsWithTriggers {
  flows: { id: string; triggers: { next: string }[] }[];
}

/** The backfill starts its runs one after the other. */
async function ran(stage: Stage, flowId: string, times: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    if ((await stage.executions(flowId)).length === times) return;
  }
  assert.equal((await stage.executions(flowId)).length, times);
}

export const SCHEDULES: readonly Task[] = [
  defineTask({
    says: 'When does nightly in $NS run next?',
    flows: [NIGHTLY],
    given: (stage) => stage.scheduled('nightly'),
    calls: ['list_triggers'],
    solve: async (agent, { namespace }) =>
      only((await agent.call<Triggers>('list_triggers', { namespace, flow_id: 'nightly' })).triggers),
    check: (_stage, { facts, answer }) => assert.equal(Date.parse(answer.next ?? ''), facts),
  }),

  defineTask({
    says: 'Disable the trigger of nightly in $NS until further notice.',
    flows: [NIGHTLY],
    given: (stage) => stage.scheduled('nightly'),
    calls: ['list_triggers', 'change_trigger'],
    async solve(agent, { namespace }) {
      const flow = { namespace, flow_id: 'nightly' };
      const { triggers } = await agent.call<Triggers>('list_triggers', flow);
      const trigger_ids = triggers.map(({ triggerId }) => triggerId);
      await agent.call('change_trigger', { ...flow, action: 'disable', trigger_ids });
    },
    async check(stage) {
      assert.equal((await stage.trigger('nightly')).disabled, true);
    },
  }),

  defineTask({
    says: 'Run nightly in $NS again for the last 3 days, but tell me first how many runs that makes.',
    flows: [NIGHTLY],
    given: (stage) => stage.scheduled('nightly'),
    calls: ['backfill_executions', 'backfill_executions'],
    async solve(agent, { namespace }) {
      const backfill = { namespace, flow_id: 'nightly', days: 3 };
      const plan = await agent.call<BackfillPlan>('backfill_executions', { ...backfill, dry_run: true });
      await agent.call('backfill_executions', backfill);
      return plan.runs;
    },
    async check(stage, { answer }) {
      assert.equal(answer, 3);
      await ran(stage, 'nightly', 3);
    },
  }),

  defineTask({
    says: 'The schedule of hourly in $NS was off for the last 3 hours. Make up for it.',
    flows: [NIGHTLY.replace('id: nightly', 'id: hourly').replace('0 4 * * *', '0 * * * *')],
    given: (stage) => stage.scheduled('hourly'),
    calls: ['backfill_executions'],
    solve: (agent, { namespace }) =>
      agent.call<BackfillPlan>('backfill_executions', { namespace, flow_id: 'hourly', hours: 3 }),
    check: (stage, { answer }) => {
      assert.equal(answer.runs, 3);
      return ran(stage, 'hourly', 3);
    },
  }),

  defineTask({
    says: 'Backfill slow in $NS for the last 60 days, and pause it at once: I want to see the first runs.',
    flows: [SLOW],
    given: (stage) => stage.scheduled('slow'),
    calls: ['backfill_executions', 'change_backfill'],
    async solve(agent, { namespace }) {
      const flow = { namespace, flow_id: 'slow' };
      await agent.call('backfill_executions', { ...flow, days: 60 });
      await agent.call('change_backfill', { ...flow, action: 'pause' });
    },
    async check(stage) {
      assert.equal((await stage.trigger('slow')).backfill?.paused, true);
      assert.ok((await stage.executions('slow')).length < 60);
    },
  }),

  defineTask({
    says: 'Which flows of $NS start by themselves, and when?',
    flows: [NIGHTLY, SLOW.replace(/^triggers:[^]*/m, '')],
    given: (stage) => stage.scheduled('nightly'),
    calls: ['list_flows_with_triggers'],
    solve: (agent, { namespace }) =>
      agent.call<FlowsWithTriggers>('list_flows_with_triggers', { namespace, enabled_only: true }),
    check(_stage, { facts, answer }) {
      const { id, triggers } = only(answer.flows);
      assert.deepEqual([id, Date.parse(only(triggers).next)], ['nightly', facts]);
    },
  }),
];
