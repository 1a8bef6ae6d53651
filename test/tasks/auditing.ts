import assert from 'node:assert/strict';
import { sendOk } from '../support/executions.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

interface Entries {
  entries: { id: string; user?: string; action: string; of: { id: string } }[];
}
interface Switches {
  killSwitches: { id: string; name: string }[];
}

const PRICE = `
id: price
tasks:
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: 10 EUR
`;

const APPROVAL = `
id: refund
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
`;

/** A colleague saves a flow over what it was. */
const changed = (stage: Stage): Promise<unknown> =>
  sendOk(stage.connection, 'PUT', `flows/${stage.namespace}/price`, {
    headers: { 'content-type': 'application/x-yaml' },
    body: stage.yaml(PRICE.replace('10 EUR', '12 EUR')),
  });

/** Kill switches belong to the instance, past the tenant. */
const killSwitches = async (stage: Stage, init: RequestInit = {}): Promise<{ name: string }[]> => {
  const { baseUrl, auth } = stage.connection;
  const token = auth.kind === 'token' ? auth.token : '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const route = init.method === 'POST' ? 'kill-switches' : 'kill-switches/search';
  const response = await fetch(`${baseUrl}/api/v1/${route}`, { ...init, headers });
  assert.ok(response.ok, `${response.status}`);
  return (await response.json()) as { name: string }[];
};

export const AUDITING: readonly Task[] = [
  defineTask({
    says: 'Who changed the flow price in $NS last, and what was changed?',
    flows: [PRICE],
    given: changed,
    calls: ['search_audit_log', 'get_audit_diff'],
    async solve(agent, { namespace }) {
      const wanted = { namespace, flow_id: 'price', limit: 1 };
      const { entries } = await agent.call<Entries>('search_audit_log', wanted);
      const { diff } = await agent.call<{ diff: string }>('get_audit_diff', { id: entries[0]?.id });
      return { who: entries[0]?.user, diff };
    },
    check(_stage, { answer }) {
      assert.equal(answer.who, 'admin@example.com');
      assert.match(answer.diff, /-\s+format: 10 EUR\n\+\s+format: 12 EUR/);
    },
  }),

  defineTask({
    says: 'How has the flow price in $NS changed since it was made? Compare the first audited state with the present one.',
    flows: [PRICE],
    given: changed,
    calls: ['search_audit_log', 'list_audit_history', 'get_audit_diff'],
    async solve(agent, { namespace }) {
      const { entries } = await agent.call<Entries>('search_audit_log', { namespace, flow_id: 'price' });
      const history = await agent.call<Entries>('list_audit_history', { resource_id: entries[0]?.of.id });
      const [id, previous_id] = [history.entries[0]?.id, history.entries.at(-1)?.id];
      return agent.call<{ kind: string; diff: string }>('get_audit_diff', { id, previous_id });
    },
    check(_stage, { answer }) {
      assert.equal(answer.kind, 'changed');
      assert.match(answer.diff, /12 EUR/);
    },
  }),

  defineTask({
    says: 'Refunds go wrong: kill everything of the flow refund in $NS with a kill switch named stop-refunds. Tell me what it hits before you set it.',
    flows: [APPROVAL],
    given: (stage) => stage.started('refund', 'PAUSED'),
    calls: ['set_kill_switch', 'set_kill_switch'],
    async solve(agent, { namespace }) {
      const wanted = { name: 'stop-refunds', evaluation_type: 'KILL', namespace, flow_id: 'refund' };
      const plan = await agent.call<{ set: boolean; openExecutions: number }>('set_kill_switch', wanted);
      await agent.call('set_kill_switch', { ...wanted, confirm: true });
      return plan;
    },
    async check(stage, { answer }) {
      assert.deepEqual([answer.set, answer.openExecutions], [false, 1]);
      assert.ok((await killSwitches(stage)).some(({ name }) => name === 'stop-refunds'));
    },
  }),

  defineTask({
    says: 'The outage is over. Remove the kill switch with outage in its name, and no other.',
    flows: [],
    async given(stage) {
      const startDate = new Date().toISOString();
      for (const name of ['outage-of-monday', 'kept']) {
        const body = JSON.stringify({ name, evaluationType: 'CANCEL', startDate });
        await killSwitches(stage, { method: 'POST', body });
      }
    },
    calls: ['list_kill_switches', 'delete_kill_switch'],
    async solve(agent) {
      const found = await agent.call<Switches>('list_kill_switches');
      const id = found.killSwitches.find(({ name }) => name.includes('outage'))?.id;
      await agent.call('delete_kill_switch', { id, confirm: true });
    },
    async check(stage) {
      const names = (await killSwitches(stage)).map(({ name }) => name);
      assert.ok(names.includes('kept') && !names.includes('outage-of-monday'), names.join());
    },
  }),

  defineTask({
    says: "Let Kestra's AI draft a unit test for the flow price in $NS, and keep the draft if it is valid.",
    flows: [PRICE],
    calls: ['generate_test', 'save_test'],
    async solve(agent, { namespace }) {
      const user_prompt = `A unit test for the flow price in ${namespace}`;
      const draft = await agent.call<{ valid: boolean; source: string }>('generate_test', { user_prompt });
      if (draft.valid) await agent.call('save_test', { yaml_source: draft.source });
    },
    check: async (stage) => {
      const { flowId } = await stage.read<{ flowId: string }>('tests/company.team/generated-test');
      assert.equal(flowId, 'greeting');
    },
  }),

  defineTask({
    says: "Let Kestra's AI draft an app to start the flow price in $NS. Only show it to me.",
    flows: [PRICE],
    calls: ['generate_app'],
    solve: (agent, { namespace }) =>
      agent.call<{ valid: boolean; source: string }>('generate_app', {
        user_prompt: `An app that starts the flow price in ${namespace}`,
      }),
    check(_stage, { answer }) {
      assert.ok(answer.valid);
      assert.match(answer.source, /^type: io\.kestra\.plugin\.ee\.apps/m);
    },
  }),
];
