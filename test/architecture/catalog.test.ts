import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { COMPAT_CATALOG } from '../../src/mcp/compat/catalog.ts';
import { CATALOG } from '../../src/mcp/tools/catalog.ts';

const fileNameOf = (tool: string): string =>
  tool.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('the catalogue', () => {
  for (const [folder, catalog] of [
    ['src/mcp/tools', CATALOG],
    ['src/mcp/compat', COMPAT_CATALOG],
  ] as const) {
    it(`lists every tool file of ${folder} exactly once, each in the folder of its group`, async () => {
      const files: string[] = [];
      for await (const file of glob(`${folder}/*/*.ts`)) {
        // What several tools of a group share lies beside them.
        if (/ = define\w*Tool\(/.test(await readFile(file, 'utf8'))) files.push(file);
      }
      const listed = catalog.map(({ group, name }) => path.join(folder, group, `${fileNameOf(name)}.ts`));
      assert.deepEqual(listed.toSorted(), files.toSorted());
    });
  }
});
