/**
 * Runs the suites in a real VS Code, against the Kestra that the environment names (KESTRA_BASE_URL, …) or the local
 * one, and writes the report to the file that KESTRA_MCP_RESULT names. Arguments pick legs.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startEngine } from '../kestra-engine/engine.ts';
import { connectionFromEnvironment } from '../playground/connection.ts';
import { runVsCodeSuites } from './runSuites.ts';

const shots = path.join(import.meta.dirname, '..', '..', 'out', 'shots');
const { KESTRA_MCP_RESULT: resultFile } = process.env;

const given = connectionFromEnvironment(process.env);
const engine = given === undefined ? await startEngine() : undefined;
try {
  const connection = given ?? engine;
  if (connection === undefined) throw new Error('there is no Kestra to test with');
  const report = await runVsCodeSuites({ ...connection, shots }, process.argv.slice(2));
  const { notRun, failures } = report;
  if (notRun > 0) process.stdout.write(`${notRun} tests were NOT RUN: they need the harness (see above)\n`);
  if (resultFile) await writeFile(resultFile, JSON.stringify(report));
  process.exitCode = failures.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await engine?.stop();
}
