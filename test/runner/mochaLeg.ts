/**
 * Runs mocha over the test files that match the patterns and writes its report to `KESTRA_MCP_RESULT`. Files with
 * failures run once more, in a process of their own: a machine under load must not fail what holds otherwise, and
 * what is unsteady is told.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { glob, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Mocha from 'mocha';
import { recordRun } from './recordRun.ts';
import { afterRepetition, passedCount, suitesToRepeat, type Report } from './report.ts';

const ONCE = '--once';
const root = path.join(import.meta.dirname, '..', '..');
const patterns = process.argv.slice(2).filter((word) => word !== ONCE);

async function runFiles(): Promise<Report> {
  const files: string[] = [];
  for await (const file of glob(patterns)) files.push(file);
  const mocha = new Mocha({ timeout: 30_000, reporter: 'spec', color: process.stdout.isTTY });
  if (process.env['MOCHA_GREP']) mocha.grep(process.env['MOCHA_GREP']);
  for (const file of files.toSorted()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(report()));
    const report = recordRun(runner, ({ file = '' }) => path.relative(root, file));
  });
}

/** @returns nothing passed when the process breaks down before its tests are through */
function runAgain(files: readonly string[]): Report {
  process.stdout.write(`\nonce more: ${files.join(', ')}\n`);
  const folder = mkdtempSync(path.join(tmpdir(), 'kestra-mcp-again-'));
  const result = path.join(folder, 'report.json');
  try {
    const env = { ...process.env, KESTRA_MCP_RESULT: result };
    spawnSync(process.execPath, [import.meta.filename, ONCE, ...files], { stdio: 'inherit', env });
    return JSON.parse(readFileSync(result, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const first = await runFiles();
const again = process.argv.includes(ONCE) ? [] : suitesToRepeat(first);
const report = again.length === 0 ? first : afterRepetition(first, runAgain(again));
const result = process.env['KESTRA_MCP_RESULT'];
if (result) await writeFile(result, JSON.stringify(report));
// Patterns that match nothing must not look like success.
process.exit(report.failures.length === 0 && passedCount(report) > 0 ? 0 : 1);
