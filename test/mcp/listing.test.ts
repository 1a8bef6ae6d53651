import assert from 'node:assert/strict';
import path from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { LISTING } from '../../src/mcp/listing.ts';
import { checkReadmeTable, compareOrUpdate } from './support/derived.ts';

const SNAPSHOTS = path.join(import.meta.dirname, '__snapshots__');

/** What a model is shown of a tool. */
const shown = ({ name, description, inputSchema }: (typeof LISTING.tools)[number]): string =>
  JSON.stringify({ name, description, inputSchema });

/** They read Kestra, but leave files on this machine. */
const WRITES_FILES = ['download_execution_logs'];

describe('the tools as listed', () => {
  for (const tool of LISTING.tools) {
    it(`${tool.name} is as in its snapshot`, () =>
      compareOrUpdate(path.join(SNAPSHOTS, `${tool.name}.json`), `${JSON.stringify(tool, undefined, 2)}\n`));

    it(`${tool.name} is described in at most 60 words`, () => {
      assert.ok(tool.description.split(/\s+/).length <= 60);
    });

    it(`${tool.name} says what it does to Kestra`, () => {
      const leavesAll = tool.effect === 'read' && !WRITES_FILES.includes(tool.name);
      assert.equal(tool.annotations.readOnlyHint, leavesAll);
      assert.equal(tool.annotations.openWorldHint, false);
      assert.ok(tool.annotations.title.length > 0);
    });
  }

  it('are at most 26 and cost a model at most 5,000 tokens in the default toolset', () => {
    const daily = LISTING.tools.filter((tool) => tool.daily);
    const tokens = daily.reduce((sum, tool) => sum + encode(shown(tool)).length, 0);
    assert.ok(daily.length <= 26 && tokens <= 5_000, `${daily.length} tools, ${tokens} tokens`);
  });

  it('are the table in the README', () =>
    checkReadmeTable('tools', [
      ['Tool', 'What it does', 'Group', 'Effect', 'By default'],
      ...LISTING.tools.map(({ name, group, title, effect, daily }) => [
        `\`${name}\``,
        title,
        `\`${group}\``,
        effect,
        daily ? 'yes' : '',
      ]),
    ]));
});
