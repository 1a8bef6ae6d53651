import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { passedCount, suitesToRepeat, type Report } from './report.ts';

const LEG = path.join(import.meta.dirname, 'mochaLeg.ts');

describe('a leg of npm test', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-leg-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function leg(body: string): Promise<Report> {
    const file = path.join(folder, 'one.test.mjs');
    await writeFile(file, `import fs from 'node:fs';\ndescribe('suite', () => {\n${body}\n});\n`);
    const result = path.join(folder, 'report.json');
    const env = { ...process.env, KESTRA_MCP_RESULT: result, MOCHA_GREP: '' };
    spawnSync(process.execPath, [LEG, file], { env });
    return JSON.parse(await readFile(result, 'utf8')) as Report;
  }

  it('tells what passed only when it was repeated', async () => {
    const mark = JSON.stringify(path.join(folder, 'mark'));
    const once = `if (!fs.existsSync(${mark})) { fs.writeFileSync(${mark}, ''); throw new Error('busy'); }`;
    const report = await leg(`it('steady', () => {});\nit('shaky', () => { ${once} });`);
    assert.deepEqual([passedCount(report), report.failures], [2, []]);
    assert.deepEqual(
      report.unsteady.map(({ title, message }) => [title, message]),
      [['suite shaky', 'busy']],
    );
  });

  it('fails when a test fails twice', async () => {
    const report = await leg(`it('good', () => {});\nit('bad', () => { throw new Error('no'); });`);
    assert.equal(passedCount(report), 1);
    assert.deepEqual(
      report.failures.map(({ title }) => title),
      ['suite bad'],
    );
    assert.deepEqual(report.unsteady, []);
  });

  it('names the hook that failed', async () => {
    const report = await leg(
      `before('a server', () => { throw new Error('none'); });\nit('unreached', () => {});`,
    );
    assert.deepEqual(
      report.failures.map(({ title }) => title),
      ['suite "before all" hook: a server for "unreached"'],
    );
  });

  it('repeats nothing when much is broken', () => {
    const failures = [1, 2, 3, 4, 5].map((suite) => ({ suite: `${suite}`, title: '', message: '' }));
    assert.deepEqual(suitesToRepeat({ passed: {}, failures, unsteady: [], notRun: 0 }), []);
  });
});
