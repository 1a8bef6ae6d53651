import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LISTING } from '../../../src/mcp/listing.ts';
import { internals } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { SERVER } from './agent.ts';
import { FAILING, GREETING, NAMESPACE } from './flows.ts';

/** What the calls are about. */
interface Subjects {
  failed: string;
  succeeded: string;
}

const file = { namespace: NAMESPACE, path: 'queries/daily.sql' };
const greeting = { namespace: NAMESPACE, flow_id: 'greeting' };

/** For every tool that reads: its arguments, and what its result has to hold. */
const CALLS: Readonly<Record<string, [args: (subjects: Subjects) => object, result: RegExp]>> = {
  connection_status: [() => ({}), /"connected":true/],
  list_namespaces: [() => ({ query: NAMESPACE }), /kestramcp\.tests/],
  search_flows: [() => ({ namespace: NAMESPACE, query: 'greet' }), /"id":"greeting"/],
  get_flow: [() => greeting, /Hello \{\{ inputs\.name \}\}/],
  get_flow_graph: [() => greeting, /flowchart|graph /],
  get_dependencies: [() => greeting, /"links":0/],
  list_flow_revisions: [() => greeting, /"revision":1/],
  list_flows_with_triggers: [() => ({}), /"flows":\[/],
  validate_flow: [() => ({ yaml_definition: GREETING }), /"valid":true/],
  search_plugins: [() => ({ query: 'log' }), /io\.kestra\.plugin\.core\.log\.Log/],
  get_plugin: [() => ({ type: 'io.kestra.plugin.core.log.Log' }), /"name":"message"/],
  list_executions: [() => ({ namespace: NAMESPACE, state: ['FAILED'] }), /"flowId":"failing"/],
  get_execution: [({ succeeded }) => ({ execution_id: succeeded }), /"state":"SUCCESS"/],
  get_execution_outputs: [({ succeeded }) => ({ execution_id: succeeded }), /Hello you/],
  get_health: [() => ({ namespace: NAMESPACE }), /"failing":\{"total":[1-9]/],
  explain_failure: [({ failed }) => ({ execution_id: failed }), /The file has no header/],
  get_execution_logs: [({ failed }) => ({ execution_id: failed }), /The file has no header/],
  follow_execution_logs: [({ failed }) => ({ execution_id: failed }), /"ended":true/],
  download_execution_logs: [({ failed }) => ({ execution_id: failed }), /The file has no header/],
  search_logs: [() => ({ namespace: NAMESPACE, min_level: 'ERROR' }), /The file has no header/],
  compare_executions: [
    ({ failed, succeeded }) => ({ execution_id: failed, other_execution_id: succeeded }),
    /"tasks":\[/,
  ],
  get_execution_metrics: [({ succeeded }) => ({ execution_id: succeeded }), /"name":"length"/],
  list_kv: [() => ({ namespace: NAMESPACE }), /"key":"colour"/],
  get_kv: [() => ({ namespace: NAMESPACE, key: 'colour' }), /"value":"blue"/],
  list_namespace_files: [() => ({ namespace: NAMESPACE, path: 'queries' }), /daily\.sql/],
  search_namespace_files: [() => ({ namespace: NAMESPACE, query: 'daily' }), /daily\.sql/],
  read_namespace_file: [() => file, /select 1/],
  list_namespace_file_revisions: [() => file, /"revisions":\[1/],
  search_blueprints: [() => ({ query: 'approve' }), /"id":"approve-before-release"/],
  get_blueprint: [() => ({ id: 'approve-before-release' }), /"source":/],
  list_namespace_secrets: [() => ({ namespace: NAMESPACE }), /"secrets":\[/],
  list_triggers: [() => ({}), /"triggers":\[/],
};

/** What only Enterprise serves is not listed on open source. */
const READ_TOOLS = LISTING.tools.filter(
  ({ annotations, needs }) => annotations.readOnlyHint && needs === undefined,
);

/** VS Code gives the tools of a group to its agents once the group is switched on. */
export function readToolsSuite(): void {
  describe('every tool that reads, called inside VS Code', () => {
    const subjects: Subjects = { failed: '', succeeded: '' };
    let tools: ReadonlySet<string>;

    before(async () => {
      await internals();
      await kestra.setKey(NAMESPACE, 'colour', '"blue"');
      await kestra.writeFile(NAMESPACE, '/queries/daily.sql', 'select 1');
      for (const flow of [GREETING, FAILING]) await kestra.saveFlow(flow);
      subjects.failed = (await kestra.execute(`${NAMESPACE}/failing`, 'FAILED')).id;
      subjects.succeeded = (await kestra.execute(`${NAMESPACE}/greeting`, 'SUCCESS', { name: 'you' })).id;
      tools = new Set((await startMcpServer({ server: SERVER })).map(({ name }) => name));
    });

    for (const { name } of READ_TOOLS) {
      it(name, async () => {
        assert.ok(tools.has(`mcp_kestra_${name}`), 'it is not listed');
        const call = CALLS[name];
        assert.ok(call, `${name} is not called here yet`);
        const [args, expected] = call;
        const result = await vscode.lm.invokeTool(`mcp_kestra_${name}`, {
          input: args(subjects),
          toolInvocationToken: undefined,
        });
        const text = result.content.map((part) =>
          part instanceof vscode.LanguageModelTextPart ? part.value : '',
        );
        assert.match(text.join('\n'), expected);
      });
    }
  });
}
