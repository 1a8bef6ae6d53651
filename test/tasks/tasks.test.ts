import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { LISTING } from '../../src/mcp/listing.ts';
import { McpClient } from '../mcp/support/client.ts';
import { ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { Agent } from './agent.ts';
import { TASKS } from './catalog.ts';
import { Stage } from './stage.ts';
import { taskTable } from './taskTable.ts';

const README = path.join(import.meta.dirname, 'README.md');

for (const major of [1, 2] as const) {
  describe(`written tasks on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    let mcp: McpClient;
    let tools: Tool[];

    before(async () => {
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'all' }).start();
      ({ tools } = await mcp.client.listTools());
    });
    after(() => mcp?.close());

    for (const [theme, tasks] of Object.entries(TASKS)) {
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
  });
}

describe('the written tasks', () => {
  it('need every tool, but those for which a test lacks a model or secrets', () => {
    const needed = new Set(
      Object.values(TASKS)
        .flat()
        .flatMap(({ calls }) => calls),
    );
    assert.deepEqual(
      LISTING.tools.map(({ name }) => name).filter((name) => !needed.has(name)),
      ['list_namespace_secrets', 'generate_flow', 'generate_dashboard'],
    );
  });

  it('are the table in README.md', async () => {
    const table = taskTable(TASKS);
    if (process.env['UPDATE'] === '1') await writeFile(README, table);
    assert.equal(await readFile(README, 'utf8'), table, 'UPDATE=1 npm test -- tasks rewrites it');
  });
});
