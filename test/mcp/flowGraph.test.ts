import assert from 'node:assert/strict';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { createLinkedFlows } from '../support/linkedFlows.ts';
import { McpClient } from './support/client.ts';

interface Drawing {
  graph: string;
  tasks: number;
  state?: string;
}

interface Dependencies {
  graph: string;
  flows: number;
  links: number;
  dependencies?: object[];
  dependants?: object[];
}

const LOG = 'io.kestra.plugin.core.log.Log';
const CORE = 'io.kestra.plugin.core.flow';

/** A flow of every shape that both majors draw; its last task fails. */
const shapes = (namespace: string): string => `
id: shapes
namespace: ${namespace}
triggers:
  - {id: nightly, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 3 * * *", disabled: true}
tasks:
  - id: both
    type: ${CORE}.Parallel
    tasks:
      - {id: left, type: ${LOG}, message: left}
      - {id: right, type: ${LOG}, message: right}
  - id: choose
    type: ${CORE}.If
    condition: "{{ true }}"
    then:
      - {id: yes1, type: ${LOG}, message: taken}
      - {id: yes2, type: ${LOG}, message: taken}
    else:
      - {id: no1, type: ${LOG}, message: left out}
  - {id: broken, type: io.kestra.plugin.core.execution.Fail, errorMessage: on purpose}
errors:
  - {id: alert, type: ${LOG}, message: failed}
finally:
  - {id: tidy, type: ${LOG}, message: done}
`;

const OUTLINE = `trigger nightly (Schedule, disabled)
both (Parallel)
  left (Log)
  right (Log)
choose (If)
  [then] yes1 (Log)
  yes2 (Log)
  [else] no1 (Log)
broken (Fail)
on error: alert (Log)
finally: tidy (Log)`;

for (const major of [1, 2] as const) {
  describe(`graphs and dependencies on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`graph${major}`);
    const other = `${namespace}.reports`;
    let mcp: McpClient;

    before(async () => {
      mcp = await new McpClient(connection()).start();
      await createFlow(connection(), shapes(namespace));
    });
    after(() => mcp?.close());

    const draw = async (args: Record<string, unknown>): Promise<Drawing> =>
      (await mcp.call<Drawing>('get_flow_graph', args)).result;
    const depend = async (args: Record<string, unknown>): Promise<Dependencies> =>
      (await mcp.call<Dependencies>('get_dependencies', { namespace, ...args })).result;

    it('get_flow_graph outlines a saved flow in the order of running', async () => {
      const { graph, tasks } = await draw({ namespace, flow_id: 'shapes', format: 'text' });
      assert.equal(graph, OUTLINE);
      assert.equal(tasks, 10);
    });

    it('get_flow_graph draws a saved flow as Mermaid', async () => {
      const { graph } = await draw({ namespace, flow_id: 'shapes', revision: 1 });
      assert.match(graph, /^flowchart TD\n/);
      assert.match(graph, /n0\(\["nightly<br\/>Schedule, disabled"\]\)/);
      assert.match(graph, /subgraph n1s\["Parallel"\]\n {4}n1\["both"\]\n {4}n2\["left"\]/);
      // From the box of the parallel tasks to the next task, and from it into its two cases.
      assert.match(graph, /n1s --> n4\n/);
      assert.match(graph, /n4 -->\|"then"\| n5\n/);
      assert.doesNotMatch(graph, /GraphCluster|Legend/);
    });

    it('get_flow_graph shows the states of an execution, and what has not run', async () => {
      const execution_id = await startExecution(connection(), { namespace, flowId: 'shapes' });
      await untilState(connection(), execution_id, 'FAILED');
      const text = await draw({ execution_id, format: 'text' });
      assert.equal(text.state, 'FAILED');
      assert.match(text.graph, /^broken \(Fail\) FAILED/m);
      assert.match(text.graph, /^ {2}left \(Log\) SUCCESS/m);
      assert.match(text.graph, /^ {2}\[else\] no1 \(Log\)$/m);
      const { graph } = await draw({ execution_id });
      assert.match(graph, /\["broken<br\/>FAILED[^"]*"\]:::failed$/m);
      assert.match(graph, /classDef failed fill:/);
      assert.match(graph, /subgraph legend/);
    });

    it('get_flow_graph draws an unsaved source, and says why when it cannot', async () => {
      const source = `id: new\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: ${LOG}\n    message: hi\n`;
      assert.equal((await draw({ yaml_definition: source, format: 'text' })).graph, 'say (Log)');
      const empty = await mcp.refused('get_flow_graph', {
        yaml_definition: `id: new\nnamespace: ${namespace}\ntasks: []\n`,
      });
      assert.equal(empty.code, 'INVALID');
      assert.match(empty.message, /line 3: tasks: must not be empty/);
    });

    it('get_flow_graph stays small for hundreds of tasks', async () => {
      const tasks = Array.from(
        { length: 300 },
        (_, at) => `  - {id: task_${at}, type: ${LOG}, message: x}\n`,
      );
      const source = `id: long\nnamespace: ${namespace}\ntasks:\n${tasks.join('')}`;
      for (const format of ['mermaid', 'text']) {
        const { result, raw } = await mcp.call<Drawing>('get_flow_graph', {
          yaml_definition: source,
          format,
        });
        assert.ok(JSON.stringify(raw.structuredContent).length < 6_000);
        assert.equal(result.tasks, 300);
        assert.match(result.graph, /… \d+ tasks/);
      }
    });

    it('get_flow_graph refuses what is missing and what is not one question', async () => {
      const missing = await mcp.refused('get_flow_graph', { namespace, flow_id: 'nope' });
      assert.equal(missing.code, 'NOT_FOUND');
      assert.match(missing.message, new RegExp(`There is no flow ${namespace}.nope`));
      const revision = await mcp.refused('get_flow_graph', { namespace, flow_id: 'shapes', revision: 99 });
      assert.match(revision.message, /at revision 99/);
      assert.equal((await mcp.refused('get_flow_graph', { execution_id: 'nope' })).code, 'NOT_FOUND');
      assert.equal((await mcp.refused('get_flow_graph', {})).code, 'INVALID');
      const both = { namespace, flow_id: 'shapes', execution_id: 'x' };
      assert.equal((await mcp.refused('get_flow_graph', both)).code, 'INVALID');
    });

    it('get_dependencies tells both directions of a flow, and those of a namespace', async () => {
      const subflow = (id: string, ns: string, target: string, home: string): string =>
        `id: ${id}\nnamespace: ${ns}\ntasks:\n  - {id: run, type: ${CORE}.Subflow, namespace: ${home}, flowId: ${target}}\n`;
      const leaf = (ns: string): string =>
        `id: load\nnamespace: ${ns}\ntasks:\n  - {id: say, type: ${LOG}, message: hi}\n`;
      await createFlow(connection(), leaf(other));
      await createFlow(connection(), leaf(namespace));
      await createLinkedFlows(connection(), { namespace, flowId: 'import', links: 2 }, [
        subflow('import', namespace, 'load', other),
        subflow('nightly', namespace, 'import', namespace),
      ]);
      const found = await depend({ flow_id: 'import' });
      assert.deepEqual(found.dependencies, [{ namespace: other, flowId: 'load', relation: 'FLOW_TASK' }]);
      assert.deepEqual(found.dependants, [{ namespace, flowId: 'nightly', relation: 'FLOW_TASK' }]);
      assert.ok(found.graph.startsWith(`nightly\n  ====▶ import\n    ====▶ ${other}.load\n`));
      assert.match(found.graph, /────▶ FLOW_TRIGGER.*====▶ FLOW_TASK/);

      const all = await depend({});
      assert.ok(all.graph.startsWith(`nightly\n  ====▶ import\n    ====▶ ${other}.load\n`));
      // The flow of the same id in this namespace is another one.
      assert.match(all.graph, /^without links: load, shapes$/m);
      const { graph } = await depend({ format: 'mermaid' });
      assert.match(graph, /^flowchart LR\n/);
      assert.match(graph, /f\d+ ==> f\d+\n/);
    });

    it('get_dependencies tells a flow without any from a missing one', async () => {
      const alone = await depend({ flow_id: 'shapes' });
      assert.deepEqual([alone.links, alone.dependencies, alone.dependants], [0, [], []]);
      assert.equal((await mcp.refused('get_dependencies', { namespace, flow_id: 'nope' })).code, 'NOT_FOUND');
      assert.equal(
        (await mcp.refused('get_dependencies', { namespace: `${namespace}.no` })).code,
        'NOT_FOUND',
      );
    });
  });
}
