import assert from 'node:assert/strict';
import type { ElicitRequestFormParams, ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { RunResult } from '../../src/operations/followRun.ts';
import {
  createFlow,
  ownNamespace,
  readExecution,
  sendOk,
  startExecution,
  untilState,
} from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { eventually } from './support/eventually.ts';
import { McpClient, type Answers } from './support/client.ts';
import { approval } from './support/flows.ts';

/** Three decisions in a row, the last of which asks for nothing. */
const thrice = (namespace: string): string => `
id: thrice
namespace: ${namespace}
tasks:
  - id: first
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: percent, type: INT, min: 1, max: 100 }
  - id: second
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: colours, type: MULTISELECT, values: [red, green, blue] }
      - { id: settings, type: JSON, required: false }
  - id: third
    type: io.kestra.plugin.core.flow.Pause
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.first.onResume.percent }} {{ outputs.second.onResume.colours | toJson }}"
outputs:
  - { id: said, type: STRING, value: "{{ outputs.after.value }}" }
`;

const secretive = (namespace: string): string => `
id: secretive
namespace: ${namespace}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: password, type: FILE }
`;

type Settled = RunResult & { idempotencyKey?: string };
interface Resumed {
  results: { resumed: boolean; execution?: Settled }[];
}

for (const major of [1, 2] as const) {
  describe(`pauses that the user decides, on Kestra ${major}.x`, function () {
    // Every server is a process of its own, and some wait for what never comes.
    this.timeout(120_000);
    const connection = withKestra(major);
    const namespace = ownNamespace(`asked${major}`);
    const clients: McpClient[] = [];
    before(async () => {
      for (const flow of [approval, thrice, secretive]) await createFlow(connection(), flow(namespace));
    });
    after(async () => {
      for (const mcp of clients) await mcp.close();
    });

    const client = async (answers: Answers | null, env: Record<string, string> = {}): Promise<McpClient> => {
      const mcp = await new McpClient(connection(), env, answers).start();
      clients.push(mcp);
      return mcp;
    };
    const run = async (mcp: McpClient, flow_id: string, more: object = {}): Promise<Settled> => {
      const args = { namespace, flow_id, ask_user: true, wait_seconds: 40, ...more };
      return (await mcp.call<Settled>('execute_flow', args)).result;
    };
    const says =
      (...replies: (ElicitResult['content'] | null)[]): Answers =>
      () => {
        const content = replies.shift();
        return content ? { action: 'accept', content } : { action: 'decline' };
      };
    const form = (mcp: McpClient, index = 0): ElicitRequestFormParams => {
      const params = mcp.asked[index];
      assert.ok(params && 'requestedSchema' in params);
      return params;
    };

    it('the answer resumes, and the call goes on to the end', async () => {
      const mcp = await client(says({ reason: 'looks good', approved: false, level: 'high' }));
      const { state, settled, outputs, decision } = await run(mcp, 'approval');
      assert.deepEqual([state, settled, outputs], ['SUCCESS', true, { decision: 'looks good false high' }]);
      assert.match(decision ?? '', /^The user decided the pause gate: it was resumed\.$/);
      const { message, requestedSchema } = form(mcp);
      assert.match(message, new RegExp(`^Execution \\w+ of ${namespace}\\.approval waits at gate\\.$`));
      assert.deepEqual(Object.keys(requestedSchema.properties), ['reason', 'approved', 'level']);
    });

    it('one pause after the other is asked, each with its own form', async () => {
      const mcp = await client(
        says({ percent: 5 }, { colours: ['red', 'blue'], settings: '' }, { decision: 'Resume' }),
      );
      const { state, outputs } = await run(mcp, 'thrice');
      assert.deepEqual([state, outputs], ['SUCCESS', { said: '5 ["red","blue"]' }]);
      assert.deepEqual(
        [0, 1, 2].map((index) => Object.keys(form(mcp, index).requestedSchema.properties)),
        [['percent'], ['colours', 'settings'], ['decision']],
      );
    });

    it('what Kestra does not take is asked again, with the reason', async () => {
      const mcp = await client(says({ percent: 500 }, { percent: 50 }, null));
      const { state } = await run(mcp, 'thrice');
      assert.equal(state, 'PAUSED');
      assert.match(form(mcp, 1).message, /^Kestra does not take that: percent \(INT\) must be at most 100\./);
      assert.match(form(mcp, 2).message, /waits at second/);
    });

    for (const [what, answer, why] of [
      ['declines', { action: 'decline' }, /stays paused: the user did not want to decide/],
      ['closes the form', { action: 'cancel' }, /stays paused: the user closed the question/],
    ] as const) {
      it(`a user who ${what} leaves it paused, and the agent hears so`, async () => {
        const { id, state, decision, waitingFor } = await run(await client(() => answer), 'approval');
        assert.deepEqual([state, waitingFor?.taskId], ['PAUSED', 'gate']);
        assert.match(decision ?? '', why);
        assert.equal((await readExecution(connection(), id)).state.current, 'PAUSED');
      });
    }

    it('a user who is silent leaves it paused', async () => {
      const mcp = await client(() => new Promise(() => {}), { KESTRA_MCP_ASK_SECONDS: '1' });
      const { state, decision } = await run(mcp, 'approval');
      assert.equal(state, 'PAUSED');
      assert.match(decision ?? '', /did not answer within 1 s/);
    });

    it('nobody is asked unless the call or the setting says so', async () => {
      const mcp = await client(says({ reason: 'no' }));
      const { state, decision, waitingFor } = await run(mcp, 'approval', { ask_user: undefined });
      assert.deepEqual([state, decision, waitingFor?.taskId], ['PAUSED', undefined, 'gate']);
      assert.equal(mcp.asked.length, 0);
      const set = await client(says({ reason: 'set' }), { KESTRA_MCP_ASK_AT_PAUSE: 'true' });
      assert.equal((await run(set, 'approval', { ask_user: undefined })).state, 'SUCCESS');
    });

    it('where nobody can be asked, the form is the answer', async () => {
      const { state, waitingFor } = await run(await client(null), 'approval');
      assert.deepEqual([state, waitingFor?.taskId], ['PAUSED', 'gate']);
    });

    it('a decision made elsewhere ends the question', async () => {
      let withdrawn = false;
      const mcp = await client(async ({ message }, signal) => {
        const id = /Execution (\w+)/.exec(message)?.[1] ?? '';
        const other = await client(null);
        const resume = { execution_ids: [id], on_resume: { reason: 'elsewhere' }, wait_seconds: 0 };
        await other.call('resume_execution', resume);
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        withdrawn = true;
        return { action: 'cancel' };
      });
      const { state, outputs, decision } = await run(mcp, 'approval');
      assert.deepEqual([state, outputs], ['SUCCESS', { decision: 'elsewhere true mid' }]);
      assert.match(decision ?? '', /^Somebody decided the pause gate elsewhere/);
      await eventually(() => assert.equal(withdrawn, true));
    });

    it('what a form must not ask is decided on Kestra’s page', async () => {
      const mcp = await client(async (params) => {
        assert.ok('url' in params);
        assert.ok(params.url.includes(`/executions/${namespace}/secretive/`));
        const id = params.url.split('/').at(-1) ?? '';
        const body = new FormData();
        body.append('password', new Blob(['x']), 'x.txt');
        const route = major === 1 ? `executions/${id}/resume` : `executions/${id}/actions/resume`;
        await sendOk(connection(), 'POST', route, { body });
        return { action: 'accept' };
      });
      const { state } = await run(mcp, 'secretive');
      assert.equal(state, 'SUCCESS');
    });

    it('resume_execution lets the user decide, beginning with what the agent proposes', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), id, 'PAUSED');
      const mcp = await client(says({ reason: 'the user said so', approved: false, level: 'low' }));
      const resume = { execution_ids: [id], on_resume: { level: 'high' }, ask_user: true };
      const { result } = await mcp.call<Resumed>('resume_execution', resume);
      assert.deepEqual(result.results[0]?.execution?.outputs, { decision: 'the user said so false low' });
      const { level } = form(mcp).requestedSchema.properties;
      assert.equal(level && 'default' in level && level.default, 'high');
    });

    it('resume_execution that is declined resumes nothing', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), id, 'PAUSED');
      const mcp = await client(says(null));
      const error = await mcp.refused('resume_execution', { execution_ids: [id], ask_user: true });
      assert.equal(error.code, 'REFUSED');
      assert.match(error.hint ?? '', /do not decide for the user/);
      assert.equal((await readExecution(connection(), id)).state.current, 'PAUSED');
    });
  });
}
