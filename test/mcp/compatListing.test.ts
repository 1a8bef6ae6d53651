import assert from 'node:assert/strict';
import { COMPAT_CATALOG } from '../../src/mcp/compat/catalog.ts';
import { LISTING, type ListedTool } from '../../src/mcp/listing.ts';

/** The argument has to be given; any other value is its default. */
const REQUIRED = Symbol('required');
const R = REQUIRED;

/** The tools of the official server (May 2026) by group, with their arguments. */
const OFFICIAL: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = {
  backfill: {
    backfill_executions: {
      namespace: R,
      flow_id: R,
      start: null,
      end: null,
      days: 0,
      hours: 0,
      minutes: 0,
      trigger_id: null,
      inputs: null,
      labels: null,
    },
  },
  ee: {
    generate_app: { user_prompt: R, app_yaml: '', provider_id: '', auto_create: false },
    generate_test: { user_prompt: R, test_yaml: '', provider_id: '', auto_create: false },
    get_instance_info: { info: 'configuration' },
    invite_user: { email: R, group_names: null, role: null },
    manage_announcements: {
      action: R,
      id_: null,
      message: null,
      type: null,
      startDate: null,
      endDate: null,
      active: true,
      tenantId: null,
    },
    manage_apps: { action: R, uid: null, yaml_source: null },
    manage_group: { action: R, id_: null, name: null, description: null, role: null },
    manage_invitations: { action: R, id_: null },
    manage_tests: { action: R, yaml_source: null, namespace: null, id_: null },
    search_apps: { page: 1, size: 10, sort: null, tags: null, q: null, namespace: null, flowId: null },
  },
  execution: {
    execute_flow: {
      namespace: R,
      flow_id: R,
      revision: 0,
      wait: false,
      inputs: null,
      labels: null,
      schedule_date: '',
    },
    manage_executions: { action: R, execution_id: R, status: null, cascade: true },
    add_execution_labels: { execution_id: R, labels: R },
    list_executions: {
      namespace: R,
      flow_id: '',
      count: null,
      time_range: '',
      start_date: '',
      end_date: '',
      page_size: 100,
    },
  },
  files: {
    namespace_file_action: {
      namespace: R,
      path: null,
      action: 'get',
      file_content: null,
      to_path: null,
      q: null,
    },
    namespace_directory_action: { namespace: R, path: R, action: R, to_path: null },
  },
  flow: {
    search_flows: { query: R, size: 10, page: 1 },
    find_flow: { query: R, namespace: '' },
    list_flows_with_triggers: { namespace: '', enabled_only: false, disabled_only: false },
    create_flow_from_yaml: { yaml_definition: R },
    manage_flow: { action: R, namespace: R, flow_id: R },
    generate_flow: { user_prompt: R, flow_yaml: '', namespace: '', provider_id: '', auto_create: false },
    generate_dashboard: { user_prompt: R, dashboard_yaml: '', provider_id: '', auto_create: false },
  },
  kv: { manage_kv_store: { namespace: R, action: R, key: null, value: null } },
  logs: {
    get_execution_logs: { execution_id: R, min_level: null, task_run_id: null, task_id: null, attempt: null },
    download_execution_logs: {
      execution_id: R,
      min_level: null,
      task_run_id: null,
      task_id: null,
      attempt: null,
    },
    search_logs: {
      query: null,
      namespace: null,
      flow_id: null,
      min_level: null,
      start_date: null,
      end_date: null,
      page: 1,
      size: 25,
    },
    delete_execution_logs: {
      execution_id: R,
      min_level: null,
      task_run_id: null,
      task_id: null,
      attempt: null,
    },
    delete_flow_logs: { namespace: R, flow_id: R, trigger_id: null },
    follow_execution_logs: { execution_id: R, min_level: null },
  },
  namespace: {
    list_namespaces: { query: '', page_size: 100, with_flows_only: false },
    list_flows_in_namespace: { namespace: R },
    list_namespace_dependencies: { namespace: R },
  },
  replay: { replay_execution: { ids: null, namespace: null, flow_id: null, latest_revision: false } },
  restart: {
    restart_execution: { namespace: R, flow_id: R, execution_id: null, revision: 0 },
    change_taskrun_state: { execution_id: R, state: 'SUCCESS', task_run_id: '' },
  },
  resume: {
    resume_execution: { execution_ids: null, namespace: null, flow_id: null, on_resume: null },
    force_run_execution: { execution_id: R },
  },
};

interface InputSchema {
  type: 'object';
  properties?: Record<string, { default?: unknown }>;
  required?: string[];
  additionalProperties?: boolean;
}

function argumentsOf({ inputSchema }: ListedTool): Record<string, unknown> {
  const { properties = {}, required = [] }: InputSchema = inputSchema;
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    required.includes(name) ? REQUIRED : schema.default,
  ]);
  return Object.fromEntries(entries);
}

describe("the official server's tools as listed", () => {
  const listed = new Map(LISTING.compatTools.map((tool) => [tool.name, tool]));
  const official = Object.entries(OFFICIAL).flatMap(([group, tools]) =>
    Object.entries(tools).map(([name, args]) => ({ group, name, args })),
  );

  it('are exactly these 39', () => {
    assert.deepEqual([...listed.keys()].toSorted(), official.map(({ name }) => name).toSorted());
    assert.equal(listed.size, 39);
  });

  it('send nobody to tools of ours', () => {
    const ours = LISTING.tools.map(({ name }) => name).filter((name) => !listed.has(name));
    for (const { name, description, nextCall = {} } of COMPAT_CATALOG) {
      const words = [description, ...Object.values(nextCall)].join(' ').match(/\w+/g) ?? [];
      assert.deepEqual(
        words.filter((word) => ours.includes(word)),
        [],
        name,
      );
    }
  });

  for (const { group, name, args } of official) {
    it(`${name} has the official arguments, in the group ${group}`, () => {
      const tool = listed.get(name);
      assert.ok(tool);
      assert.deepEqual(argumentsOf(tool), args);
      assert.equal(tool.group, group);
      const { additionalProperties }: InputSchema = tool.inputSchema;
      assert.equal(additionalProperties, false);
      assert.equal(tool.outputSchema, undefined);
      assert.ok(tool.description.split(/\s+/).length <= 60);
    });
  }
});
