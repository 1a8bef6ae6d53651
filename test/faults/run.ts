/**
 * `npm run faults`: the suites of this folder in their long form, every byte and new random cases. What was done goes into
 * the README's table, with the last soak. With `-- --short` it is what `npm test` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SoakResult } from '../bench/soak.ts';
import type { Trial } from './support/reliability.ts';

const root = path.join(import.meta.dirname, '..', '..');
const README = path.join(root, 'README.md');
const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-faults-'));
const trials = path.join(folder, 'trials.jsonl');
await writeFile(trials, '');

const { status } = spawnSync('node', ['test/runner/mochaLeg.ts', 'test/faults/*.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    KESTRA_MCP_TRIALS: trials,
    KESTRA_MCP_FAULTS: process.argv.includes('--short') ? 'short' : 'long',
  },
});
if (status === 0) await writeTable(await readTrials(trials));
await rm(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;

/** How often each was done, added up, in the order in which they came. */
async function readTrials(file: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const line of (await readFile(file, 'utf8')).split('\n').filter((one) => one !== '')) {
    const { what, times } = JSON.parse(line) as Trial;
    counts.set(what, (counts.get(what) ?? 0) + times);
  }
  return counts;
}

async function writeTable(counts: ReadonlyMap<string, number>): Promise<void> {
  const number = (value: number): string => value.toLocaleString('en');
  const rows = [...counts].map(([what, times]) => [what, number(times), 'as it should be']);
  const soak = await lastSoak();
  if (soak !== undefined) {
    const { minutes, calls, spoiled, measures } = soak;
    const [heap, , handles] = measures;
    const grown = `heap ${heap?.ours.toFixed(1)} MB an hour, ${handles?.ours.toFixed(0)} handles`;
    const what = `Use for ${minutes} minutes, with ${number(spoiled)} answers of Kestra spoiled`;
    rows.push([what, `${number(calls)} calls`, `growth: ${grown}`]);
  }
  const table = [['What was done', 'How often', 'Result'], ['---', '--:', '---'], ...rows];
  const text = table.map((row) => `| ${row.join(' | ')} |\n`).join('');
  const readme = await readFile(README, 'utf8');
  const between = /(<!-- reliability -->\n)[^]*(<!-- \/reliability -->)/;
  await writeFile(
    README,
    readme.replace(between, (_, begin: string, end: string) => begin + text + end),
  );
}

/** Of `npm run bench -- --soak`. */
async function lastSoak(): Promise<SoakResult | undefined> {
  try {
    return JSON.parse(await readFile(path.join(root, 'out', 'soak.json'), 'utf8')) as SoakResult;
  } catch {
    return undefined;
  }
}
