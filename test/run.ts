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
  const counted = counts ? await readCounts(resultFile) : { passed: 0, failed: 0 };
  if (code === 0) return counts ? counted : { passed: 1, failed: 0 };
  // A leg that broke down before or beside its tests has failed, whatever it counted.
  return { passed: counted.passed, failed: Math.max(1, counted.failed) };
}

async function readCounts(file: string): Promise<Counts> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !LEGS.some((leg) => leg.name === name));
if (unknown.length > 0) {
  say(`There is no leg ${unknown.join(', ')}; there are: ${LEGS.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const results = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-test-'));
const total: Counts = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const leg of LEGS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  say(`\n── ${leg.name}`);
  const start = Date.now();
  const { passed, failed } = await runLeg(leg, path.join(results, `${leg.name}.json`));
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((Date.now() - start) / 1000);
  summary.push(`${failed === 0 ? '✓' : '✗'} ${leg.name}: ${passed} of ${passed + failed}, ${seconds} s`);
}
await rm(results, { recursive: true, force: true });
say(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
