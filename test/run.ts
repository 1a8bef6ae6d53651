/**
 * `npm test`: everything, or the legs that are named (`npm test -- types mcp`). Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEGS, type Leg } from './legs.ts';

interface Counts {
  passed: number;
  failed: number;
  /** Tests that need what is not there, such as the folder of recordings; their output names them. */
  notRun: number;
}

const root = path.join(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a leg; its output is shown as it comes. */
async function runLeg({ command, counts }: Leg, resultFile: string): Promise<Counts> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, KESTRA_MCP_RESULT: resultFile },
  });
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  const counted = counts ? await readCounts(resultFile) : { passed: 0, failed: 0, notRun: 0 };
  if (code === 0) return counts ? counted : { ...counted, passed: 1 };
  // A leg that broke down before or beside its tests has failed, whatever it counted.
  return { ...counted, failed: Math.max(1, counted.failed) };
}

async function readCounts(file: string): Promise<Counts> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 1, notRun: 0 };
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !LEGS.some((leg) => leg.name === name));
if (unknown.length > 0) {
  say(`There is no leg ${unknown.join(', ')}; there are: ${LEGS.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const results = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-test-'));
const total: Counts = { passed: 0, failed: 0, notRun: 0 };
const summary: string[] = [];
for (const leg of LEGS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  say(`\n── ${leg.name}`);
  const start = Date.now();
  const { passed, failed, notRun } = await runLeg(leg, path.join(results, `${leg.name}.json`));
  total.passed += passed;
  total.failed += failed;
  total.notRun += notRun;
  const seconds = Math.round((Date.now() - start) / 1000);
  const skipped = notRun > 0 ? `, ${notRun} not run` : '';
  summary.push(
    `${failed === 0 ? '✓' : '✗'} ${leg.name}: ${passed} of ${passed + failed}${skipped}, ${seconds} s`,
  );
}
await rm(results, { recursive: true, force: true });
const skipped = total.notRun > 0 ? `, ${total.notRun} skipped` : '';
say(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
