import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../src/shared/connection.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { McpClient } from '../mcp/support/client.ts';
import { toolsWith } from '../mcp/support/toolsWith.ts';
import { ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { withKestraEe } from '../support/kestraEe.ts';
import { Agent } from './agent.ts';
import { ENTERPRISE_TASKS, TASKS } from './catalog.ts';
import { Stage } from './stage.ts';
import type { Task } from './task.ts';
import { taskTable } from './taskTable.ts';

const ALL = { ...TASKS, ...ENTERPRISE_TASKS };
const README = path.join(import.meta.dirname, 'README.md');

for (const major of [1, 2] as const) {
  describe(`written tasks on Kestra ${major}.x`, () => {
    areSolved(TASKS, { major, connection: withKestra(major), needing: 'list_executions' });
  });
}

describe('written tasks on the Enterprise Edition', () => {
  const enterprise = withKestraEe();
  const connection = (): Connection => enterprise().connection;
  areSolved(ENTERPRISE_TASKS, { major: 2, connection, needing: 'run_tests' });
});

/** @param needing a tool without which there is no beginning */
function areSolved(
  themes: Readonly<Record<string, readonly Task[]>>,
  { major, connection, needing }: { major: 1 | 2; connection: () => Connection; needing: string },
): void {
  let mcp: McpClient;
  let tools: Tool[];

  before(async () => {
    mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
    tools = await toolsWith(mcp, needing);
  });
  after(() => mcp?.close());

  for (const [theme, tasks] of Object.entries(themes)) {
    describe(theme, () => {
      for (const task of tasks) {
        it(task.says, async () => {
          const stage = new Stage(major, connection(), ownNamespace('tasks'));
          for (const flow of task.flows) await stage.save(flow);
          const facts = await task.given?.(stage);
          const agent = new Agent(mcp, tools, stage.words(task.says));
          const answer = await task.solve(agent, stage);
          assert.deepEqual(agent.called, task.calls);
          await task.check(stage, { facts, answer });
        });
      }
    });
  }
}

describe('the written tasks', () => {
  it('need every tool, but those for which a test lacks a model or secrets', () => {
    const needed = new Set(
      Object.values(ALL)
        .flat()
        .flatMap(({ calls }) => calls),
    );
    assert.deepEqual(
      LISTING.tools.map(({ name }) => name).filter((name) => !needed.has(name)),
      ['list_namespace_secrets', 'generate_flow', 'generate_dashboard'],
    );
  });

  it('are the table in README.md', async () => {
    const table = taskTable(ALL);
    if (process.env['UPDATE'] === '1') await writeFile(README, table);
    assert.equal(await readFile(README, 'utf8'), table, 'UPDATE=1 npm test -- tasks rewrites it');
  });
});
