import assert from 'node:assert/strict';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import { withKestra } from '../support/kestra.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  startExecution,
  untilState,
} from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { greeting } from './support/flows.ts';

for (const major of [1, 2] as const) {
  describe(`breakpoints, replays and expressions, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`debug${major}`);
    let mcp: McpClient;

    before(async () => {
      await createFlow(connection(), greeting(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
    });
    after(() => mcp?.close());

    const ended = async (inputs: Record<string, string> = {}): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId: 'greeting' }, inputs);
      await untilState(connection(), id, 'SUCCESS');
      return id;
    };

    describe('execute_flow', () => {
      it('starts one for later, which waits until then', async () => {
        const { result } = await mcp.call<ExecutionDetails & { settled: boolean }>('execute_flow', {
          namespace,
          flow_id: 'greeting',
          schedule_date: '2099-01-31T10:00:00Z',
          labels: { team: 'data' },
        });
        assert.deepEqual([result.state, result.settled], ['CREATED', false]);
        assert.deepEqual(result.labels, { 'mcp-client': 'test', team: 'data' });
        await mcp.call('kill_execution', { execution_id: result.id });
      });

      it('starts one on another revision, and of another kind', async () => {
        const args = { namespace, flow_id: 'greeting', revision: 1, kind: 'TEST' };
        const { result } = await mcp.call<ExecutionDetails>('execute_flow', args);
        assert.deepEqual([result.state, result.revision], ['SUCCESS', 1]);
        const seen = (await readExecution(connection(), result.id)) as { kind?: string };
        assert.equal(seen.kind, 'TEST');
        const missing = await mcp.refused('execute_flow', { ...args, revision: 99 });
        assert.equal(missing.code, 'NOT_FOUND');
      });
    });

    describe('breakpoints', () => {
      it('stop before a task, and are resumed to the next ones', async () => {
        const { result } = await mcp.call<ExecutionDetails>('execute_flow', {
          namespace,
          flow_id: 'greeting',
          breakpoints: ['two'],
        });
        assert.equal(result.state, 'BREAKPOINT');
        const execution_id = result.id;
        const step = (args: object) =>
          mcp.call<ExecutionDetails>('resume_from_breakpoint', { execution_id, ...args });
        assert.equal((await step({ breakpoints: ['three'] })).result.state, 'BREAKPOINT');
        const end = (await step({})).result;
        assert.equal(end.state, 'SUCCESS');
        assert.deepEqual(
          end.taskRuns.map(({ taskId }) => taskId),
          ['one', 'two', 'three'],
        );
        const error = await mcp.refused('resume_from_breakpoint', { execution_id });
        assert.equal(error.code, 'CONFLICT');
      });
    });

    describe('replay_execution', () => {
      interface Replayed {
        results: { replayed: boolean; execution: ExecutionSummary }[];
      }

      it('keeps the inputs that are not changed', async () => {
        const id = await ended({ who: 'mars', count: '7' });
        const { result } = await mcp.call<Replayed>('replay_execution', { ids: [id], inputs: { count: 8 } });
        const copy = result.results[0]?.execution.id ?? '';
        await untilState(connection(), copy, 'SUCCESS');
        const details = await mcp.call<ExecutionDetails>('get_execution', { execution_id: copy });
        assert.deepEqual(details.result.inputs, { who: 'mars', count: 8 });
        assert.deepEqual(details.result.outputs, { said: 'mars 8' });
      });

      it('refuses inputs that are wrong or meant for several', async () => {
        const id = await ended();
        const wrong = await mcp.refused('replay_execution', { ids: [id], inputs: { count: 'x', cuont: 1 } });
        assert.deepEqual(wrong.violations, [
          'count (INT) must be a whole number',
          'cuont is not an input here; the inputs are: who, count',
        ]);
        const several = await mcp.refused('replay_execution', { ids: [id, 'other'], inputs: { count: 2 } });
        assert.equal(several.code, 'INVALID');
      });

      it('reruns a single task: from its run on, to a breakpoint behind it', async () => {
        const id = await ended();
        const { taskRunList = [] } = await readExecution(connection(), id);
        const two = taskRunList.find(({ taskId }) => taskId === 'two');
        const { result } = await mcp.call<Replayed>('replay_execution', {
          ids: [id],
          task_run_id: two?.id,
          breakpoints: ['three'],
        });
        const copy = result.results[0]?.execution.id ?? '';
        const stopped = await untilState(connection(), copy, 'BREAKPOINT');
        assert.deepEqual(stopped.taskRunList?.map(({ taskId }) => taskId).slice(0, 2), ['one', 'two']);
        await mcp.call('kill_execution', { execution_id: copy });
      });
    });

    describe('evaluate_expression', () => {
      it('renders with the variables of the execution and of a task run', async () => {
        const execution_id = await ended();
        const render = async (args: object): Promise<string> =>
          (await mcp.call<{ result: string }>('evaluate_expression', { execution_id, ...args })).result
            .result;
        assert.equal(
          await render({ expression: '{{ outputs.one.value }} / {{ inputs.who }}' }),
          'world 1 / world',
        );
        const { taskRunList = [] } = await readExecution(connection(), execution_id);
        const task_run_id = taskRunList[0]?.id;
        assert.equal(await render({ expression: '{{ taskrun.id }}', task_run_id }), task_run_id);
      });

      it('tells in the words of Kestra what cannot be rendered', async () => {
        const execution_id = await ended();
        const expression = '{{ outputs.nope.value }}';
        const error = await mcp.refused('evaluate_expression', { execution_id, expression });
        assert.equal(error.code, 'INVALID');
        assert.match(error.message, /Unable to find `nope`/);
        assert.doesNotMatch(error.message, /\tat /);
      });

      it('does not read secrets, and nobody without full access uses it', async () => {
        const execution_id = await ended();
        const expression = "{{ secret ('PASSWORD') }}";
        const error = await mcp.refused('evaluate_expression', { execution_id, expression });
        assert.equal(error.code, 'REFUSED');
        const author = new McpClient({ ...connection(), access: 'author' }, { KESTRA_MCP_TOOLSET: 'all' });
        await author.start();
        const { tools } = await author.client.listTools();
        const offered = tools.map(({ name }) => name);
        await author.close();
        assert.ok(offered.includes('change_taskrun_state'));
        assert.ok(!offered.includes('evaluate_expression') && !offered.includes('delete_execution'));
      });
    });
  });
}
