/**
 * `npm test`: everything, or the legs that are named (`npm test -- types mcp`). Ends with what failed, what was
 * unsteady, and `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEGS, type Leg } from './legs.ts';
import { joined, NOTHING, passedCount, type Failing, type Report } from './report.ts';

const root = path.join(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a leg; its output is shown as it comes. */
async function runLeg({ name, command, counts }: Leg, resultFile: string): Promise<Report> {
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
  const report = counts ? await readReport(resultFile) : NOTHING;
  if (code === 0) return counts ? report : { ...NOTHING, passed: { [name]: 1 } };
  if (report.failures.length > 0) return report;
  // A leg that broke down before or beside its tests has failed, whatever it counted.
  return { ...report, failures: [{ suite: name, title: name, message: `ended with code ${code}` }] };
}

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    return { ...NOTHING, failures: [{ suite: file, title: file, message: 'there is no report' }] };
  }
}

function summaryOf(name: string, report: Report, seconds: number): string {
  const { failures, unsteady, notRun } = report;
  const passed = passedCount(report);
  const notes = [
    ...(notRun > 0 ? [`${notRun} not run`] : []),
    ...(unsteady.length > 0 ? [`${unsteady.length} only when repeated`] : []),
    `${seconds} s`,
  ];
  const mark = failures.length === 0 ? '✓' : '✗';
  return `${mark} ${name}: ${passed} of ${passed + failures.length}, ${notes.join(', ')}`;
}

function listing(heading: string, failures: readonly Failing[]): string {
  const lines = failures.map(
    ({ suite, title, message }) => `  ${suite}: ${title}\n    ${firstLines(message)}`,
  );
  return failures.length === 0 ? '' : `\n${heading}\n${lines.join('\n')}\n`;
}

function firstLines(message: string): string {
  return message.trim().split('\n').slice(0, 6).join('\n    ');
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !LEGS.some((leg) => leg.name === name));
if (unknown.length > 0) {
  say(`There is no leg ${unknown.join(', ')}; there are: ${LEGS.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const results = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-test-'));
const reports: Report[] = [];
const summary: string[] = [];
for (const leg of LEGS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  say(`\n── ${leg.name}`);
  const start = Date.now();
  const report = await runLeg(leg, path.join(results, `${leg.name}.json`));
  reports.push(report);
  summary.push(summaryOf(leg.name, report, Math.round((Date.now() - start) / 1000)));
}
await rm(results, { recursive: true, force: true });

const total = joined(reports);
const skipped = total.notRun > 0 ? `, ${total.notRun} skipped` : '';
say(`\n${summary.join('\n')}`);
say(listing('passed only when repeated:', total.unsteady) + listing('failed:', total.failures));
say(`${passedCount(total)} passed, ${total.failures.length} failed${skipped}`);
process.exit(total.failures.length === 0 ? 0 : 1);
