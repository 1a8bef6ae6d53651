import assert from 'node:assert/strict';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import { defineTask, type Task } from './task.ts';
import { only, type Executions, type Resumed, type Run } from './results.ts';

const RELEASE = `
id: release
tasks:
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOL
        defaults: true
      - id: reason
        type: STRING
  - id: publish
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.approval.onResume.approved }}: {{ outputs.approval.onResume.reason }}"
`;

export const APPROVALS: readonly Task[] = [
  defineTask({
    says: 'Approve the release in $NS that waits longest; the reason is "tested on staging".',
    flows: [RELEASE],
    async given(stage) {
      const newer = await stage.started('release', 'PAUSED');
      const older = await stage.started('release', 'PAUSED');
      await stage.backdate(older.id, 12);
      return { older, newer };
    },
    calls: ['resume_execution'],
    solve: (agent, { namespace }) =>
      agent.call<Resumed>('resume_execution', {
        namespace,
        flow_id: 'release',
        on_resume: { reason: 'tested on staging' },
      }),
    async check(stage, { facts }) {
      await stage.until(facts.older.id, 'SUCCESS');
      assert.ok((await stage.logs(facts.older.id)).includes('true: tested on staging'));
      await stage.until(facts.newer.id, 'PAUSED');
    },
  }),

  defineTask({
    says: 'Approve the release of $NS that was paused most recently; the reason is "hotfix".',
    flows: [RELEASE],
    async given(stage) {
      const older = await stage.started('release', 'PAUSED');
      return { older, newer: await stage.started('release', 'PAUSED') };
    },
    calls: ['list_executions', 'resume_execution'],
    async solve(agent, { namespace }) {
      const paused = { namespace, flow_id: 'release', state: ['PAUSED'] };
      const { executions } = await agent.call<Executions>('list_executions', paused);
      const [newest] = executions.toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? 1 : -1));
      return agent.call<Resumed>('resume_execution', {
        execution_ids: [newest?.id],
        on_resume: { reason: 'hotfix' },
      });
    },
    async check(stage, { facts }) {
      await stage.until(facts.newer.id, 'SUCCESS');
      await stage.until(facts.older.id, 'PAUSED');
    },
  }),

  defineTask({
    says: 'What waits for a decision in $NS? Set "approved" to false for all of it, the reason is "too expensive".',
    flows: [RELEASE],
    given: async (stage) => [
      await stage.started('release', 'PAUSED'),
      await stage.started('release', 'PAUSED'),
    ],
    calls: ['list_executions', 'resume_execution'],
    async solve(agent, { namespace }) {
      const { executions } = await agent.call<Executions>('list_executions', {
        namespace,
        state: ['PAUSED'],
      });
      return agent.call<Resumed>('resume_execution', {
        execution_ids: executions.map(({ id }) => id),
        on_resume: { approved: false, reason: 'too expensive' },
      });
    },
    async check(stage, { facts }) {
      for (const { id } of facts) {
        await stage.until(id, 'SUCCESS');
        assert.ok((await stage.logs(id)).includes('false: too expensive'));
      }
    },
  }),

  defineTask({
    says: 'Something in $NS waits for me. What does it want to know? If it only asks for a reason: "within plan".',
    flows: [RELEASE],
    given: (stage) => stage.started('release', 'PAUSED'),
    calls: ['list_executions', 'get_execution', 'resume_execution'],
    async solve(agent, { namespace }) {
      const list = await agent.call<Executions>('list_executions', { namespace, state: ['PAUSED'] });
      const { id } = only(list.executions);
      const { waitingFor } = await agent.call<ExecutionDetails>('get_execution', { execution_id: id });
      const missing = only((waitingFor?.fields ?? []).filter((field) => field.default === undefined));
      await agent.call<Resumed>('resume_execution', {
        execution_ids: [id],
        on_resume: { [missing.name]: 'within plan' },
      });
      return waitingFor?.fields.map(({ name, type }) => [name, type]);
    },
    async check(stage, { facts, answer }) {
      assert.deepEqual(answer, [
        ['approved', 'BOOL'],
        ['reason', 'STRING'],
      ]);
      await stage.until(facts.id, 'SUCCESS');
      assert.ok((await stage.logs(facts.id)).includes('true: within plan'));
    },
  }),

  defineTask({
    says: 'Resume the paused release of $NS. Do not make anything up: if it wants more from me, tell me what.',
    flows: [RELEASE],
    given: (stage) => stage.started('release', 'PAUSED'),
    calls: ['resume_execution'],
    solve: (agent, { namespace }) => agent.refused('resume_execution', { namespace, flow_id: 'release' }),
    async check(stage, { facts, answer }) {
      assert.deepEqual(answer.violations, ['Missing required input:reason']);
      await stage.until(facts.id, 'PAUSED');
    },
  }),

  defineTask({
    says: 'Start the release of $NS and tell me what it asks for.',
    flows: [RELEASE],
    calls: ['execute_flow'],
    solve: (agent, { namespace }) => agent.call<Run>('execute_flow', { namespace, flow_id: 'release' }),
    async check(stage, { answer }) {
      assert.deepEqual(
        answer.waitingFor?.fields.map(({ name }) => name),
        ['approved', 'reason'],
      );
      await stage.until(answer.id, 'PAUSED');
    },
  }),
];
