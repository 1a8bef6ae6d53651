/**
 * `npm test`: everything, or the legs that are named (`npm test -- types mcp`), some at the same time; what they write
 * comes in their order. Ends with what failed, what was unsteady, and `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { inLanes } from './runner/lanes.ts';
import { LEGS, type Leg } from './runner/legs.ts';
import { joined, NOTHING, passedCount, type Failing, type Report } from './runner/report.ts';
import { Turns } from './runner/turns.ts';

/** Tests wait a good part of their time, for Kestra or for a pause to pass. */
const LANES = Math.min(availableParallelism(), 3);
const root = path.join(import.meta.dirname, '..');
const write = (text: string | Uint8Array): void => void process.stdout.write(text);
const say = (line: string): void => write(`${line}\n`);

async function runLeg(
  { name, command, counts }: Leg,
  resultFile: string,
  tell: (text: string | Uint8Array) => void,
): Promise<Report> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KESTRA_MCP_RESULT: resultFile },
  });
  child.stdout.on('data', tell);
  child.stderr.on('data', tell);
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (status) => resolve(status ?? 1));
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

const isFirst = ({ first = false }: Leg): boolean => first;

interface Ran {
  report: Report;
  summary: string;
}

const results = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-test-'));
const legs = LEGS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const turns = new Turns(legs.length, write);

async function run(leg: Leg): Promise<Ran> {
  const turn = legs.indexOf(leg);
  turns.say(turn, `\n── ${leg.name}\n`);
  const start = Date.now();
  const resultFile = path.join(results, `${leg.name}.json`);
  const report = await runLeg(leg, resultFile, (text) => turns.say(turn, text));
  turns.end(turn);
  return { report, summary: summaryOf(leg.name, report, Math.round((Date.now() - start) / 1000)) };
}

const ran = [
  ...(await inLanes(1, legs.filter(isFirst), run)),
  ...(await inLanes(
    LANES,
    legs.filter((leg) => !isFirst(leg)),
    run,
  )),
];
await rm(results, { recursive: true, force: true });

const total = joined(ran.map(({ report }) => report));
const skipped = total.notRun > 0 ? `, ${total.notRun} skipped` : '';
say(`\n${ran.map(({ summary }) => summary).join('\n')}`);
say(listing('passed only when repeated:', total.unsteady) + listing('failed:', total.failures));
say(`${passedCount(total)} passed, ${total.failures.length} failed${skipped}`);
process.exit(total.failures.length === 0 ? 0 : 1);
