import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file that is derived from the records: it has to be as told, or with `UPDATE=1` becomes so. */
export async function compareOrUpdate(file: string, actual: string): Promise<void> {
  if (process.env['UPDATE'] === '1') {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, actual);
  }
  assert.equal(await readFile(file, 'utf8'), actual, 'UPDATE=1 npm test -- mcp rewrites it');
}

/** The same for a table in the README, between its markers; the first row is the head. */
export async function checkReadmeTable(marker: string, rows: readonly (readonly string[])[]): Promise<void> {
  const readme = await readFile('README.md', 'utf8');
  const between = new RegExp(`^([^]*<!-- ${marker} -->\\n)[^]*(<!-- /${marker} -->[^]*)$`);
  const [, before, after] = between.exec(readme) ?? [];
  assert.ok(before !== undefined && after !== undefined, `README.md lacks the markers of the ${marker}`);
  const [head = [], ...body] = rows;
  const table = [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |\n`);
  await compareOrUpdate('README.md', before + table.join('') + after);
}
