import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { sendOk } from '../support/executions.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

interface Found {
  results: { id: string; name: string }[];
}

const appOf = (id: string, flowId: string): string =>
  `id: ${id}\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: $NS\nflowId: ${flowId}\ndisplayName: Order form\n`;

/** Sends JSON to Kestra past the tools. */
const send = async (stage: Stage, route: string, body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  await sendOk(stage.connection, 'POST', route, { headers, body: JSON.stringify(body) });
};
const plantApp = async (stage: Stage, id: string): Promise<void> => {
  const headers = { 'content-type': 'application/x-yaml' };
  const body = stage.words(appOf(id, 'order'));
  await sendOk(stage.connection, 'POST', 'apps', { headers, body });
};
const find = async (stage: Stage, area: 'groups' | 'roles', name: string): Promise<string | undefined> => {
  const { results } = await stage.read<Found>(`${area}/search?size=200`);
  return results.find((one) => one.name === name)?.id;
};
const apps = async (stage: Stage): Promise<{ uid: string; enabled: boolean; flowId: string }[]> => {
  const filters = encodeURI(`filters[namespace][EQUALS]=${stage.namespace}`);
  return (
    await stage.read<{ results: { uid: string; enabled: boolean; flowId: string }[] }>(
      `apps/search?${filters}`,
    )
  ).results;
};

const APP_TASKS: readonly Task[] = [
  defineTask({
    says: 'Make an app order-form in $NS that starts the flow order, of type io.kestra.plugin.ee.apps.Execution. Where can my colleagues open it?',
    flows: [],
    calls: ['create_app', 'list_apps'],
    async solve(agent, stage) {
      await agent.call('create_app', { yaml_source: stage.words(appOf('order-form', 'order')) });
      const { apps: open } = await agent.call<{ apps: { uid: string; url: string }[] }>('list_apps', {
        limit: 100,
      });
      return open.map(({ url }) => url);
    },
    async check(stage, { answer }) {
      const [app] = await apps(stage);
      assert.ok(answer.some((url) => url.endsWith(`/apps/${app?.uid}`)));
    },
  }),

  defineTask({
    says: 'The app with the flow order in $NS has to start order-v2 instead. Show me the change before you save it.',
    flows: [],
    given: (stage) => plantApp(stage, 'order-form'),
    calls: ['search_apps', 'get_app', 'update_app', 'update_app'],
    async solve(agent, { namespace }) {
      const found = await agent.call<{ apps: { uid: string }[] }>('search_apps', {
        namespace,
        flow_id: 'order',
      });
      const uid = found.apps[0]?.uid;
      const { source } = await agent.call<{ source: string }>('get_app', { uid });
      const yaml_source = source.replace('flowId: order', 'flowId: order-v2');
      const { diff } = await agent.call<{ diff: string }>('update_app', { uid, yaml_source, dry_run: true });
      await agent.call('update_app', { uid, yaml_source });
      return diff;
    },
    async check(stage, { answer }) {
      assert.match(answer, /^-flowId: order$/m);
      assert.equal((await apps(stage))[0]?.flowId, 'order-v2');
    },
  }),

  defineTask({
    says: 'Nobody may open the app for the flow order of $NS today; next week it goes for good: what will that mean?',
    flows: [],
    given: (stage) => plantApp(stage, 'order-form'),
    calls: ['search_apps', 'set_app_disabled', 'delete_app'],
    async solve(agent, { namespace }) {
      const found = await agent.call<{ apps: { uid: string }[] }>('search_apps', {
        namespace,
        flow_id: 'order',
      });
      const uid = found.apps[0]?.uid;
      await agent.call('set_app_disabled', { uids: [uid], disabled: true });
      return (await agent.call<{ impact: string[] }>('delete_app', { uid })).impact.join(' ');
    },
    async check(stage, { answer }) {
      assert.match(answer, /source is gone/);
      assert.equal((await apps(stage))[0]?.enabled, false);
    },
  }),
];

const INSTANCE_TASKS: readonly Task[] = [
  defineTask({
    says: 'Announce to everybody: "Maintenance of $NS at noon", as a WARNING. And is the licence good for another month?',
    flows: [],
    calls: ['save_announcement', 'get_licence'],
    async solve(agent, stage) {
      const message = stage.words('Maintenance of $NS at noon');
      const { id } = await agent.call<{ id: string }>('save_announcement', { message, type: 'WARNING' });
      const { daysLeft } = await agent.call<{ daysLeft: number }>('get_licence');
      return { id, daysLeft };
    },
    check: (_stage, { answer }) => assert.ok(answer.id !== '' && answer.daysLeft > 31),
  }),

  defineTask({
    says: 'The maintenance of $NS is over: take its announcement away.',
    flows: [],
    given: (stage) =>
      send(stage, '../banners', { message: `Maintenance of ${stage.namespace}`, type: 'INFO', active: true }),
    calls: ['list_announcements', 'delete_announcement', 'delete_announcement'],
    async solve(agent, { namespace }) {
      const { announcements } = await agent.call<{ announcements: { id: string; message: string }[] }>(
        'list_announcements',
        { limit: 100 },
      );
      const id = announcements.find(({ message }) => message.includes(namespace))?.id;
      await agent.call('delete_announcement', { id });
      return agent.call<{ deleted: boolean }>('delete_announcement', { id, confirm: true });
    },
    check: (_stage, { answer }) => assert.equal(answer.deleted, true),
  }),
];

const ACCESS_TASKS: readonly Task[] = [
  defineTask({
    says: 'Make a group $NS-operators whose members may start flows in $NS (role Launcher), and invite kim@example.org into it.',
    flows: [],
    calls: ['save_group', 'assign_role', 'invite_user'],
    async solve(agent, { namespace }) {
      const { name } = await agent.call<{ name: string }>('save_group', { name: `${namespace}-operators` });
      const assignment = { kind: 'group', holder: name, roles: ['Launcher'], namespaces: [namespace] };
      await agent.call('assign_role', assignment);
      const email = 'kim@example.org';
      return agent.call<{ groups: string[]; notApplied?: string[] }>('invite_user', {
        email,
        group_names: [name],
      });
    },
    async check(stage, { answer }) {
      const name = `${stage.namespace}-operators`;
      assert.deepEqual([answer.groups, answer.notApplied], [[name], undefined]);
      const id = await find(stage, 'groups', name);
      const { results } = await stage.read<{ results: { namespace: string }[] }>(`bindings/search?id=${id}`);
      assert.equal(results[0]?.namespace, stage.namespace);
    },
  }),

  defineTask({
    says: 'May the service account of $NS restart executions? If not, give it a role $NS-restarter that allows that and no more (EXECUTION: RESTART).',
    flows: [],
    given: (stage) => send(stage, 'service-accounts', { name: robotOf(stage) }),
    calls: ['list_access', 'get_access', 'save_role', 'assign_role'],
    async solve(agent, { namespace }) {
      const kind = 'service_account';
      const { items } = await agent.call<{ items: { id: string; name: string }[] }>('list_access', { kind });
      const holder = items.find(({ name }) => namespace.endsWith(name.replace('robot-', '')))?.id;
      const { roles } = await agent.call<{ roles: unknown[] }>('get_access', { kind, name: holder });
      const { name } = await agent.call<{ name: string }>('save_role', {
        name: `${namespace}-restarter`,
        permissions: { EXECUTION: ['RESTART'] },
      });
      await agent.call('assign_role', { kind, holder, roles: [name] });
      return roles.length;
    },
    async check(stage, { answer }) {
      assert.equal(answer, 0);
      const id = await find(stage, 'roles', `${stage.namespace}-restarter`);
      const { permissions } = await stage.read<{ permissions: object }>(`roles/${id}`);
      assert.deepEqual(permissions, { EXECUTION: ['RESTART'] });
    },
  }),

  defineTask({
    says: 'Make a service account deployer with a token pipeline for our pipeline, its secret in deployer-token.txt.',
    flows: [],
    calls: ['save_service_account', 'create_api_token'],
    async solve(agent) {
      const { name } = await agent.call<{ name: string }>('save_service_account', { name: 'deployer' });
      const token = { service_account: name, name: 'pipeline', save_to: 'deployer-token.txt' };
      return agent.call<{ savedTo: string }>('create_api_token', token);
    },
    async check(_stage, { answer }) {
      const secret = await readFile(answer.savedTo, 'utf8');
      await rm(answer.savedTo);
      assert.match(secret, /^secret-/);
      assert.ok(!JSON.stringify(answer).includes(secret.trim()));
    },
  }),

  defineTask({
    says: 'Take lee@example.org out of the group leavers of our Kestra, then delete the group; tell me first what goes with it.',
    flows: [],
    async given(stage) {
      await send(stage, 'groups', { name: 'leavers' });
      const groups = [(await find(stage, 'groups', 'leavers')) ?? ''];
      await send(stage, '../users', { email: 'lee@example.org', groups });
    },
    calls: ['change_group_members', 'delete_access', 'delete_access'],
    async solve(agent) {
      await agent.call('change_group_members', { group: 'leavers', remove_members: ['lee@example.org'] });
      const doomed = { kind: 'group', name: 'leavers' };
      const { impact } = await agent.call<{ impact: string[] }>('delete_access', doomed);
      await agent.call('delete_access', { ...doomed, confirm: true });
      return impact.join(' ');
    },
    async check(stage, { answer }) {
      assert.match(answer, /no members/);
      assert.equal(await find(stage, 'groups', 'leavers'), undefined);
    },
  }),
];

export const ADMINISTRATION: readonly Task[] = [...APP_TASKS, ...INSTANCE_TASKS, ...ACCESS_TASKS];

/** Names of accounts are lower-case words with dashes. */
function robotOf({ namespace }: Stage): string {
  return `robot-${namespace.split('.').at(-1) ?? ''}`;
}
