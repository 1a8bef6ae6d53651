import assert from 'node:assert/strict';
import type { Connection } from '../../src/shared/connection.ts';
import {
  createFlow,
  readExecution,
  sendOk,
  startExecution,
  untilState,
  type SeenExecution,
} from './executions.ts';
import { eventually } from '../mcp/support/eventually.ts';
import { authorization } from './authorization.ts';

const LINES_AT_ONCE = 2_000;

/**
 * Stores many flows, numbered from 1, in ten namespaces below the given one.
 *
 * @returns their names in full, such as `test.big.team-3.flow-0013`
 */
export async function createManyFlows(
  connection: Connection,
  { major, namespace, count }: { major: 1 | 2; namespace: string; count: number },
): Promise<string[]> {
  const flows = Array.from({ length: count }, (_, index) => ({
    namespace: `${namespace}.team-${index % 10}`,
    id: `flow-${String(index + 1).padStart(4, '0')}`,
  }));
  const body = flows.map(smallFlow).join('---\n');
  const headers = { 'content-type': 'application/x-yaml' };
  if (major === 1) await plant(connection, 'flows', { body, headers });
  else {
    const query = `delete=false&namespace=${namespace}&allowNamespaceChild=true`;
    await sendOk(connection, 'POST', `flows/bulk?${query}`, { body, headers });
  }
  return flows.map((flow) => `${flow.namespace}.${flow.id}`);
}

function smallFlow({ namespace, id }: { namespace: string; id: string }): string {
  return `id: ${id}
namespace: ${namespace}
description: One of many; this text is about as long as people write them, so that it takes up its place.
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: I am ${id}
`;
}

export interface BigExecution {
  id: string;
  taskRuns: number;
  lines: number;
}

interface Line {
  taskId: string;
  taskRunId: string;
  executionId: string;
}

/**
 * An execution of the flow `big`: rounds of two tasks, one logs lines, one has an output; and then one task fails. The stand-in
 * for 2.x runs it. The engine would take half an hour; there a small execution is run, multiplied and stored.
 */
export async function createBigExecution(
  connection: Connection,
  namespace: string,
  { major, rounds, linesOfEach }: { major: 1 | 2; rounds: number; linesOfEach: number },
): Promise<BigExecution> {
  const taskRuns = 2 * rounds + 2;
  if (major === 1) {
    const small = await runBig(connection, namespace, loop(linesOfEach));
    // Kestra writes the log beside the execution, and may be behind.
    await eventually(async () => {
      const said = (await logOf(connection, small.id)).filter(({ taskId }) => taskId === 'say');
      assert.equal(said.length, linesOfEach);
    });
    return { ...(await plantMultiple(connection, small, rounds)), taskRuns };
  }
  const { id } = await runBig(connection, namespace, sideBySide(rounds, linesOfEach));
  return { id, taskRuns, lines: (await logOf(connection, id)).length };
}

async function runBig(connection: Connection, namespace: string, tasks: string): Promise<SeenExecution> {
  await createFlow(connection, bigFlow(namespace, tasks));
  const id = await startExecution(connection, { namespace, flowId: 'big' });
  return untilState(connection, id, 'FAILED');
}

/** Stores the execution as if its loop had gone round so many times. */
async function plantMultiple(
  connection: Connection,
  { id: smallId }: SeenExecution,
  times: number,
): Promise<{ id: string; lines: number }> {
  const small = await readExecution(connection, smallId);
  const id = `${smallId}big`;
  const taskRunList = multiplied(small.taskRunList ?? [], times, (run, n) => ({
    ...run,
    id: `${run.id}-${n}`,
    value: String(n),
  })).map((run) => ({ ...run, executionId: id }));
  const lines = multiplied(await logOf(connection, smallId), times, (line, n) => ({
    ...line,
    taskRunId: `${line.taskRunId}-${n}`,
  })).map((line) => ({ ...line, executionId: id }));
  await plantJson(connection, 'executions', { ...small, id, taskRunList });
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    await plantJson(connection, 'logs', lines.slice(start, start + LINES_AT_ONCE));
  }
  return { id, lines: lines.length };
}

/** What the tasks in the loop left is there for every round. */
function multiplied<T extends { taskId: string }>(
  items: readonly T[],
  times: number,
  another: (item: T, round: number) => T,
): T[] {
  const rounds = Array.from({ length: times }, (_, index) => index + 1);
  return items.flatMap((item) =>
    item.taskId === 'say' || item.taskId === 'give' ? rounds.map((round) => another(item, round)) : [item],
  );
}

function plantJson(connection: Connection, what: 'executions' | 'logs', value: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  return plant(connection, what, { body: JSON.stringify(value), headers });
}

/** Stores what the engine itself would take too long to make. */
async function plant(
  connection: Connection,
  what: 'executions' | 'logs' | 'flows',
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<void> {
  const response = await fetch(`${connection.baseUrl}/engine/${what}`, {
    method: 'POST',
    headers: { ...authorization(connection), ...headers },
    body,
  });
  if (!response.ok) throw new Error(`Planting ${what}: ${response.status} ${await response.text()}`);
}

async function logOf(connection: Connection, id: string): Promise<Line[]> {
  return (await (await sendOk(connection, 'GET', `logs/${id}`)).json()) as Line[];
}

function bigFlow(namespace: string, tasks: string): string {
  return `id: big
namespace: ${namespace}
tasks:
${tasks}
  - id: broken
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: too much of everything
`;
}

/** The stand-in knows no loop that makes task runs. */
function sideBySide(rounds: number, lines: number): string {
  const parallel = Array.from({ length: rounds }, (_, index) => tasksOfRound(`-${index + 1}`, lines));
  return `  - id: all
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
${parallel.join('')}`;
}

function loop(lines: number): string {
  return `  - id: all
    type: io.kestra.plugin.core.flow.ForEach
    values: ["1"]
    tasks:
${tasksOfRound('', lines)}`;
}

function tasksOfRound(suffix: string, lines: number): string {
  const messages = Array.from({ length: lines }, (_, index) => `"l${index + 1}x of ${lines}"`);
  return `      - id: say${suffix}
        type: io.kestra.plugin.core.log.Log
        message: [${messages.join(', ')}]
      - id: give${suffix}
        type: io.kestra.plugin.core.debug.Return
        format: What the round has found out, in some words.
`;
}
