import assert from 'node:assert/strict';
import {
  answerForm,
  ask,
  lastToolResult,
  pressAllow,
  scriptedAgent,
  waitForTurns,
  type ScriptedAgent,
} from '../support/chat.ts';
import { internals } from '../support/internals.ts';
import { kestra, type SeenExecution } from '../support/kestra.ts';
import { startMcpServer } from '../support/mcp.ts';
import { describeWithWindow } from '../support/ui.ts';
import { SERVER } from './agent.ts';
import { FAILING, NAMESPACE } from './flows.ts';

/** Longer than a plain call of execute_flow would wait at most. */
const LONG_MS = 120_000;

/** Waits twice for a word, one after the other. */
const TWO_QUESTIONS = `id: two-questions
namespace: ${NAMESPACE}
tasks:
  - id: first
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: word
        type: STRING
  - id: second
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: word
        type: STRING
outputs:
  - id: words
    type: STRING
    value: '{{ outputs.first.onResume.word }} {{ outputs.second.onResume.word }}'
`;

const SLEEPING = `id: sleeping
namespace: ${NAMESPACE}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT120S
`;

/** The agent's long calls as MCP tasks, for those who switch them on. */
export function tasksSuite(): void {
  describeWithWindow('agent mode with tasks', () => {
    let agent: ScriptedAgent;

    before(async () => {
      for (const flow of [TWO_QUESTIONS, SLEEPING, FAILING]) await kestra.saveFlow(flow);
      await internals();
      agent = await scriptedAgent();
      await startMcpServer({ server: SERVER });
    });

    const execute = async (flowId: string): Promise<void> => {
      const input = { namespace: NAMESPACE, flow_id: flowId };
      await ask(agent, `Execute ${flowId}`, [
        { tool: 'mcp_kestra_execute_flow', input },
        { text: 'That is what came of it.' },
      ]);
      await pressAllow();
    };

    it('asks at each pause in the chat, and tells the end', async () => {
      await execute('two-questions');
      await answerForm('one');
      await answerForm('two');
      const result = lastToolResult(await waitForTurns(agent, 2, LONG_MS));
      assert.match(result, /"state":"SUCCESS"/);
      assert.match(result, /"words":"one two"/);
    });

    it('tells a failure with all that is known of it', async () => {
      await execute('failing');
      const result = lastToolResult(await waitForTurns(agent, 2, LONG_MS));
      assert.match(result, /"state":"FAILED"/);
      const [failed] = await kestra.executionsOf(`${NAMESPACE}/failing`);
      assert.ok(
        failed?.labels?.some(({ key }) => key === 'mcp-task'),
        'it was no task',
      );
      assert.match(result, /"failure":\{"taskId"/);
    });

    it('hears that somebody has killed it', async () => {
      const known = new Set((await kestra.executionsOf(`${NAMESPACE}/sleeping`)).map(({ id }) => id));
      await execute('sleeping');
      const started = await newExecution(known);
      await kestra.kill(started.id);
      const result = JSON.stringify((await waitForTurns(agent, 2, LONG_MS)).at(-1));
      assert.match(result, /cancel|KILLED/i);
    });
  });
}

async function newExecution(known: ReadonlySet<string>): Promise<SeenExecution> {
  for (const end = Date.now() + LONG_MS; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const started = (await kestra.executionsOf(`${NAMESPACE}/sleeping`)).find(({ id }) => !known.has(id));
    if (started !== undefined) return kestra.waitFor(started.id, 'RUNNING');
    if (Date.now() > end) throw new Error('sleeping was not executed');
  }
}
