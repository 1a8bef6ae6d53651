import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { CATALOG } from '../../src/mcp/tools/catalog.ts';

const fileNameOf = (tool: string): string =>
  tool.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('the catalogue', () => {
  it('lists every tool file exactly once, each in the folder of its group', async () => {
    const files: string[] = [];
    for await (const file of glob('src/mcp/tools/*/*.ts')) files.push(file);
    const listed = CATALOG.map(({ group, name }) =>
      path.join('src/mcp/tools', group, `${fileNameOf(name)}.ts`),
    );
    assert.deepEqual(listed.toSorted(), files.toSorted());
  });
});
