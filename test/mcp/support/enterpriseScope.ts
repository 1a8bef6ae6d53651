import type { Connection } from '../../../src/shared/connection.ts';
import { sendOk } from '../../support/executions.ts';
import { createForeign, MARK, type Foreign } from './foreign.ts';
import type { ScopeCase } from './scopeCase.ts';
import { greetingTests } from './unitTests.ts';

/** What lies outside of a scope on the Enterprise Edition. */
interface ForeignEnterprise extends Foreign {
  test: string;
  testRun: string;
  /** Uid. */
  app: string;
  /** Id. */
  announcement: string;
}

const aTest = ({ namespace, test }: ForeignEnterprise) => ({ namespace, test_id: test });

const appSource = ({ namespace }: Foreign, id = 'fresh') =>
  `id: ${id}\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: ${namespace}\nflowId: ${MARK}works\n`;

/** For every tool of the Enterprise Edition. */
export const ENTERPRISE_TOOLS: Record<string, ScopeCase<ForeignEnterprise>> = {
  list_tests: { filtered: [{}, { flow_id: `${MARK}works` }] },
  get_test: { refused: (at) => [aTest(at)] },
  validate_test: { refused: ({ namespace }) => [{ yaml_source: greetingTests(namespace) }] },
  save_test: {
    refused: ({ namespace }) => [
      { yaml_source: greetingTests(namespace) },
      { yaml_source: greetingTests(namespace), dry_run: true },
    ],
  },
  run_tests: { refused: (at) => [aTest(at), { namespace: at.namespace }] },
  list_test_results: { filtered: [{}, { flow_id: `${MARK}works` }] },
  get_test_result: { refused: ({ testRun }) => [{ run_id: testRun }] },
  delete_test: { refused: (at) => [aTest(at), { ...aTest(at), confirm: true }] },
  search_apps: { filtered: [{}, { q: MARK }, { flow_id: `${MARK}works` }] },
  list_apps: { refused: () => [{}] },
  get_app: { refused: ({ app: uid }) => [{ uid }] },
  create_app: { refused: (at) => [{ yaml_source: appSource(at) }] },
  update_app: {
    refused: (at) => [
      { uid: at.app, yaml_source: appSource(at) },
      { uid: at.app, yaml_source: appSource(at), dry_run: true },
    ],
  },
  set_app_disabled: { refused: ({ app }) => [{ uids: [app], disabled: true }] },
  delete_app: { refused: ({ app: uid }) => [{ uid }, { uid, confirm: true }] },
  list_announcements: 'apart',
  save_announcement: { refused: ({ announcement: id }) => [{ message: 'mine' }, { id, active: false }] },
  delete_announcement: { refused: ({ announcement: id }) => [{ id, confirm: true }] },
  list_access: { refused: () => [{ kind: 'user' }, { kind: 'binding' }] },
  get_access: { refused: () => [{ kind: 'role', name: 'Viewer' }] },
  invite_user: { refused: () => [{ email: 'friend@example.com' }] },
  save_group: { refused: () => [{ name: 'mine' }] },
  change_group_members: { refused: () => [{ group: 'mine', add_members: ['friend@example.com'] }] },
  save_role: { refused: () => [{ name: 'mine', permissions: { FLOW: ['VIEW'] } }] },
  assign_role: { refused: () => [{ kind: 'user', holder: 'friend@example.com', roles: ['Admin'] }] },
  save_service_account: { refused: () => [{ name: 'mine' }] },
  create_api_token: { refused: () => [{ service_account: 'mine', name: 'mine', save_to: 'mine.txt' }] },
  delete_access: { refused: () => [{ kind: 'group', name: 'mine', confirm: true }] },
  get_licence: 'apart',
  generate_test: 'apart',
  generate_app: 'apart',
  search_audit_log: { refused: ({ namespace }) => [{}, { namespace }] },
  list_audit_history: { refused: ({ namespace }) => [{ resource_id: `${namespace}.${MARK}works` }] },
  get_audit_diff: { refused: () => [{ id: 'any' }] },
  list_kill_switches: { refused: () => [{}] },
  set_kill_switch: {
    refused: ({ namespace }) => [
      { name: 'stop', evaluation_type: 'KILL', namespace, confirm: true },
      { name: 'stop', evaluation_type: 'KILL', confirm: true },
    ],
  },
  delete_kill_switch: { refused: () => [{ id: 'any', confirm: true }] },
};

/** For every tool of the official server that needs the Enterprise Edition. */
export const COMPAT_ENTERPRISE_TOOLS: Record<string, ScopeCase<ForeignEnterprise>> = {
  search_apps: { filtered: [{}, { q: MARK }] },
  manage_apps: {
    refused: (at) => [
      { action: 'create', yaml_source: appSource(at) },
      { action: 'create', yaml_source: appSource(at, `${MARK}form`) },
      ...['enable', 'disable', 'delete'].map((action) => ({ action, uid: at.app })),
    ],
  },
  manage_announcements: { refused: () => [{ action: 'create', message: 'mine' }] },
  manage_group: { refused: () => [{ action: 'create', name: 'mine' }] },
  manage_invitations: { refused: () => [{ action: 'get', id_: 'friend@example.com' }] },
  invite_user: { refused: () => [{ email: 'friend@example.com' }] },
  manage_tests: {
    refused: (at) => [
      { action: 'create', yaml_source: greetingTests(at.namespace) },
      { action: 'run', namespace: at.namespace, id_: at.test },
      { action: 'delete', namespace: at.namespace, id_: at.test },
    ],
  },
  generate_test: 'apart',
  generate_app: 'apart',
};

export async function createForeignEnterprise(
  connection: Connection,
  namespace: string,
): Promise<ForeignEnterprise> {
  const foreign = await createForeign(connection, namespace);
  const test = `${MARK}test`;
  await sendOk(connection, 'POST', 'tests', {
    headers: { 'content-type': 'application/x-yaml' },
    body: greetingTests(namespace, test, `${MARK}works`),
  });
  const run = await sendOk(connection, 'POST', `tests/${namespace}/${test}/run`, {
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const app = await sendOk(connection, 'POST', 'apps', {
    headers: { 'content-type': 'application/x-yaml' },
    body: appSource(foreign, `${MARK}form`),
  });
  return {
    ...foreign,
    test,
    testRun: ((await run.json()) as { id: string }).id,
    app: ((await app.json()) as { uid: string }).uid,
    announcement: await announce(connection),
  };
}

/** @returns the id of an announcement, which the whole instance sees */
async function announce({ baseUrl, auth }: Connection): Promise<string> {
  const response = await fetch(`${baseUrl}/api/v1/banners`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(auth.kind === 'token' ? { authorization: `Bearer ${auth.token}` } : {}),
    },
    body: JSON.stringify({ message: 'Hello', type: 'INFO', active: true }),
  });
  return ((await response.json()) as { id: string }).id;
}
