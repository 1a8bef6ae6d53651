import { LISTING } from '../../src/mcp/listing.ts';
import { ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { withKestraEe } from '../support/kestraEe.ts';
import {
  COMPAT_ENTERPRISE_TOOLS,
  createForeignEnterprise,
  ENTERPRISE_TOOLS,
} from './support/enterpriseScope.ts';
import { openSource } from './support/needs.ts';
import { createForeign, MARK, type Foreign } from './support/foreign.ts';
import { hasACaseForEach, holdsTheScope, type ScopeCase } from './support/scopeCase.ts';

type Case = ScopeCase<Foreign>;

const flow = ({ namespace }: Foreign) => ({ namespace, flow_id: `${MARK}works` });
const scheduled = ({ namespace }: Foreign) => ({ namespace, flow_id: `${MARK}gate` });
const yaml = (namespace: string, id = `${MARK}works`): string =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: one\n    type: io.kestra.plugin.core.log.Log\n    message: mine now\n`;
const inNamespace = ({ namespace }: Foreign) => [{ namespace }];
const onFailed = ({ failed }: Foreign) => [{ execution_id: failed }];
const onPaused = ({ paused }: Foreign) => [{ execution_id: paused }];
const file = ({ namespace, file: path }: Foreign) => ({ namespace, path });

const TOOLS: Record<string, Case> = {
  list_namespaces: { filtered: [{}, { query: MARK }, { with_flows_only: true }] },
  search_flows: {
    filtered: [{}, { query: MARK }, { query: MARK, search_in: 'source' }, { query: 'hushgaet' }],
  },
  get_flow: { refused: (at) => [flow(at), { ...flow(at), revision: 1 }] },
  get_flow_graph: {
    refused: (at) => [flow(at), { execution_id: at.failed }, { yaml_definition: yaml(at.namespace) }],
  },
  get_dependencies: { refused: (at) => [flow(at), { namespace: at.namespace }] },
  validate_flow: { refused: (at) => [{ yaml_definition: yaml(at.namespace) }] },
  save_flow: {
    refused: (at) => [
      { yaml_definition: yaml(at.namespace, 'fresh') },
      { yaml_definition: yaml(at.namespace), based_on_revision: 1 },
      { yaml_definition: yaml(at.namespace), based_on_revision: 1, dry_run: true },
    ],
  },
  list_flow_revisions: { refused: (at) => [flow(at)] },
  list_flows_with_triggers: { filtered: [{}] },
  set_flow_disabled: {
    refused: ({ namespace }) => [{ namespace, flow_ids: [`${MARK}works`], disabled: true }],
  },
  delete_flow: { refused: (at) => [flow(at), { ...flow(at), confirm: true }] },
  get_health: { filtered: [{}] },
  list_executions: { filtered: [{}, { flow_id: `${MARK}works` }, { state: ['PAUSED', 'FAILED'] }] },
  get_execution: { refused: onFailed },
  get_execution_outputs: {
    refused: ({ ended }) => [{ execution_id: ended }, { execution_id: ended, path: 'kestra:///a/b.txt' }],
  },
  explain_failure: { refused: onFailed },
  get_execution_logs: { refused: onFailed },
  search_logs: { filtered: [{}, { query: MARK }, { flow_id: `${MARK}works` }] },
  follow_execution_logs: { refused: onFailed },
  download_execution_logs: { refused: onFailed },
  delete_execution_logs: { refused: ({ failed }) => [{ execution_id: failed, confirm: true }] },
  delete_flow_logs: { refused: (at) => [{ ...flow(at), confirm: true }] },
  list_triggers: { filtered: [{}, { flow_id: `${MARK}gate` }] },
  change_trigger: {
    refused: (at) => [{ ...scheduled(at), action: 'disable', trigger_ids: [`${MARK}hourly`] }],
  },
  backfill_executions: {
    refused: (at) => [
      { ...scheduled(at), days: 1 },
      { ...scheduled(at), days: 1, dry_run: true },
    ],
  },
  change_backfill: { refused: (at) => [{ ...scheduled(at), action: 'delete' }] },
  execute_flow: { refused: (at) => [flow(at)] },
  resume_execution: {
    refused: (at) => [{ execution_ids: [at.paused] }, { ...scheduled(at) }],
  },
  force_run_execution: { refused: onPaused },
  restart_execution: {
    refused: (at) => [{ execution_id: at.failed }, { ...flow(at), flow_id: `${MARK}broken` }],
  },
  replay_execution: {
    refused: (at) => [{ ids: [at.ended] }, flow(at), { ids: [at.ended], inputs: { a: 1 } }],
  },
  kill_execution: { refused: onPaused },
  search_plugins: 'apart',
  get_plugin: 'apart',
  pause_execution: { refused: onPaused },
  resume_from_breakpoint: { refused: onPaused },
  unqueue_execution: { refused: onPaused },
  change_taskrun_state: { refused: ({ failed }) => [{ execution_id: failed, state: 'SUCCESS' }] },
  change_execution_status: { refused: ({ failed }) => [{ execution_id: failed, status: 'SUCCESS' }] },
  set_execution_labels: { refused: ({ failed }) => [{ execution_ids: [failed], labels: { a: 'b' } }] },
  compare_executions: {
    refused: ({ failed, ended }) => [{ execution_id: failed, other_execution_id: ended }],
  },
  get_execution_metrics: { refused: onFailed },
  delete_execution: { refused: ({ ended }) => [{ execution_id: ended, confirm: true }] },
  evaluate_expression: { refused: ({ failed }) => [{ execution_id: failed, expression: '{{ flow.id }}' }] },
  rerun_execution: {
    refused: ({ failed }) =>
      ['all', 'failed', 'from_task', 'only_task'].map((what) => ({ execution_id: failed, what })),
  },
  abort_execution: {
    refused: ({ paused }) => [{ execution_id: paused }, { execution_id: paused, task_id: 'gate' }],
  },
  list_kv: { filtered: [{}, { query: MARK }] },
  get_kv: { refused: ({ namespace }) => [{ namespace, key: `${MARK}key` }] },
  set_kv: { refused: ({ namespace }) => [{ namespace, key: `${MARK}key`, value: 1 }] },
  delete_kv: { refused: ({ namespace }) => [{ namespace, keys: [`${MARK}key`], confirm: true }] },
  list_namespace_files: { refused: inNamespace },
  search_namespace_files: { refused: ({ namespace }) => [{ namespace, query: MARK }] },
  read_namespace_file: { refused: (at) => [file(at)] },
  write_namespace_file: { refused: (at) => [{ ...file(at), text: 'mine now', overwrite: true }] },
  move_namespace_file: { refused: (at) => [{ ...file(at), to_path: '/mine.txt' }] },
  delete_namespace_file: { refused: (at) => [{ ...file(at), confirm: true }] },
  list_namespace_file_revisions: { refused: (at) => [file(at)] },
  list_namespace_secrets: { refused: inNamespace },
  search_blueprints: 'apart',
  get_blueprint: 'apart',
  generate_flow: { refused: ({ namespace }) => [{ namespace, user_prompt: 'a flow' }] },
  generate_dashboard: 'apart',
  connection_status: { filtered: [{}] },
};

const COMPAT_TOOLS: Record<string, Case> = {
  list_namespaces: { filtered: [{}, { query: MARK }] },
  list_flows_in_namespace: { refused: inNamespace },
  list_namespace_dependencies: { refused: inNamespace },
  search_flows: { filtered: [{ query: MARK }] },
  find_flow: { filtered: [{ query: 'hushwork' }] },
  list_flows_with_triggers: { filtered: [{}] },
  create_flow_from_yaml: {
    refused: (at) => [
      { yaml_definition: yaml(at.namespace) },
      { yaml_definition: yaml(at.namespace, 'fresh') },
    ],
  },
  manage_flow: {
    refused: (at) =>
      ['enable', 'disable', 'list_revisions', 'list_dependencies', 'get_yaml', 'delete'].map((action) => ({
        ...flow(at),
        action,
      })),
  },
  generate_flow: { refused: ({ namespace }) => [{ namespace, user_prompt: 'a flow' }] },
  generate_dashboard: 'apart',
  execute_flow: { refused: (at) => [flow(at)] },
  manage_executions: {
    refused: ({ failed, paused }) => [
      { action: 'get', execution_id: failed },
      { action: 'pause', execution_id: paused },
      { action: 'kill', execution_id: paused },
      { action: 'delete', execution_id: failed },
      { action: 'change_status', execution_id: failed, status: 'SUCCESS' },
    ],
  },
  add_execution_labels: { refused: ({ failed }) => [{ execution_id: failed, labels: { a: 'b' } }] },
  list_executions: { refused: inNamespace },
  resume_execution: { refused: (at) => [{ execution_ids: [at.paused] }, scheduled(at)] },
  force_run_execution: { refused: onPaused },
  restart_execution: {
    refused: (at) => [
      { ...flow(at), flow_id: `${MARK}broken` },
      { ...flow(at), flow_id: `${MARK}broken`, execution_id: at.failed },
    ],
  },
  change_taskrun_state: {
    refused: ({ failed }) => [{ execution_id: failed, state: 'SUCCESS', task_run_id: 'any' }],
  },
  replay_execution: { refused: (at) => [{ ids: [at.ended] }, flow(at)] },
  backfill_executions: { refused: (at) => [{ ...scheduled(at), days: 1 }] },
  manage_kv_store: {
    refused: ({ namespace }) => [
      { namespace, action: 'list' },
      { namespace, action: 'get', key: `${MARK}key` },
      { namespace, action: 'set', key: `${MARK}key`, value: 1 },
      { namespace, action: 'delete', key: `${MARK}key` },
    ],
  },
  namespace_file_action: {
    refused: (at) => [
      { ...file(at), action: 'get' },
      { ...file(at), action: 'create', file_content: 'mine' },
      { ...file(at), action: 'move', to_path: '/mine.txt' },
      { ...file(at), action: 'delete' },
      { ...file(at), action: 'search', q: MARK },
    ],
  },
  namespace_directory_action: {
    refused: ({ namespace }) => [
      { namespace, path: '/', action: 'list' },
      { namespace, path: '/new', action: 'create' },
      { namespace, path: '/new', action: 'delete' },
      { namespace, path: '/new', action: 'move', to_path: '/old' },
    ],
  },
  get_execution_logs: { refused: onFailed },
  search_logs: { filtered: [{}, { query: MARK }] },
  follow_execution_logs: { refused: onFailed },
  download_execution_logs: { refused: onFailed },
  delete_execution_logs: { refused: onFailed },
  delete_flow_logs: { refused: (at) => [flow(at)] },
  get_instance_info: 'apart',
};

const CATALOGUES = [
  ['all', TOOLS, openSource(LISTING.tools)],
  ['compat', COMPAT_TOOLS, openSource(LISTING.compatTools)],
] as const;

for (const [toolset, cases, listed] of CATALOGUES) {
  describe(`the scope, over the tools of '${toolset}'`, () => {
    hasACaseForEach(cases, listed);
  });

  for (const major of [1, 2] as const) {
    describe(`the scope, over the tools of '${toolset}', on Kestra ${major}.x`, () => {
      const connection = withKestra(major);
      holdsTheScope({
        base: ownNamespace(`scope${major}`),
        toolset,
        connection,
        cases,
        plant: createForeign,
      });
    });
  }
}

for (const [toolset, cases, listed] of [
  ['ee', ENTERPRISE_TOOLS, LISTING.tools],
  ['compat', COMPAT_ENTERPRISE_TOOLS, LISTING.compatTools],
] as const) {
  describe(`the scope, over the tools of '${toolset}' for Enterprise`, () => {
    const enterprise = withKestraEe();
    hasACaseForEach(
      cases,
      listed.filter(({ needs }) => needs !== undefined),
    );
    holdsTheScope({
      base: ownNamespace('scopeee'),
      toolset,
      connection: () => enterprise().connection,
      cases,
      plant: createForeignEnterprise,
    });
  });
}
