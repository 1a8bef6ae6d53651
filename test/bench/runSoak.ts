import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectionFromEnvironment } from '../../src/shared/environment.ts';
import { connectedEnvironment } from '../playground/connection.ts';
import { withKestra } from './kestra.ts';
import { isOver } from './measure.ts';
import { reportTable } from './report.ts';
import { soak } from './soak.ts';

const RESULT = path.join(import.meta.dirname, '..', '..', 'out', 'soak.json');

/** Uses the built server for so long, and keeps the figures for the README. @returns the exit code */
export async function runSoak(minutes: number): Promise<number> {
  console.log(`A soak of ${minutes} minutes.`);
  const result = await withKestra((connection) =>
    soak(connectionFromEnvironment(connectedEnvironment(connection)), minutes),
  );
  await mkdir(path.dirname(RESULT), { recursive: true });
  await writeFile(RESULT, JSON.stringify(result));
  console.log(`${result.calls} calls, ${result.spoiled} answers of Kestra spoiled.`);
  console.log(`\n${reportTable(result.measures)}`);
  return result.measures.some(isOver) ? 1 : 0;
}
