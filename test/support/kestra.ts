import type { Connection } from '../../src/shared/connection.ts';
import { connectionFromEnvironment } from '../../src/shared/environment.ts';
import { VARIABLES } from '../../src/shared/variables.ts';
import { authorization } from './authorization.ts';
import { startEngine, type RunningEngine } from '../kestra-engine/engine.ts';
import { startKestra2, type Kestra2 } from '../kestra-2/standIn.ts';

/** The local engine is installed on its first start, which takes minutes. */
const START_LIMIT_MS = 300_000;

let engine: Promise<RunningEngine> | undefined;
let standIn: Promise<Kestra2> | undefined;

// At the top of a module: a root hook, so that all suites of one run share what was started.
after('stop the local Kestra', async function () {
  this.timeout(START_LIMIT_MS);
  await (await engine)?.stop();
  await (await standIn)?.stop();
});

/**
 * Gives the surrounding suite a Kestra, shared with all suites of this run. Use a namespace of your own.
 *
 * @param major 1: the one that the environment names (`KESTRA_BASE_URL`, …), else the local engine, started on first
 *   use; 2: the stand-in for 2.x
 * @returns the connection, to be asked for inside hooks and tests
 */
export function withKestra(major: 1 | 2 = 1): () => Connection {
  let connection: Connection | undefined;
  before('a Kestra to test with', async function () {
    this.timeout(START_LIMIT_MS);
    connection = major === 1 ? await kestra1() : await kestra2();
  });
  return () => {
    if (connection === undefined) throw new Error('There is a Kestra in hooks and tests only.');
    return connection;
  };
}

async function kestra1(): Promise<Connection> {
  if (process.env[VARIABLES.baseUrl]) return connectionFromEnvironment(process.env);
  engine ??= startEngine();
  return basicConnection(await engine);
}

async function kestra2(): Promise<Connection> {
  standIn ??= startKestra2();
  return basicConnection(await standIn);
}

function basicConnection({
  baseUrl,
  username,
  password,
  tenant,
}: Pick<RunningEngine, 'baseUrl' | 'username' | 'password' | 'tenant'>): Connection {
  return {
    baseUrl,
    tenant,
    auth: { kind: 'basic', username, password },
    access: 'full',
    verifyTls: true,
  };
}

/**
 * Makes an execution look as if it had started so many days ago: Kestra's searches leave out what is older than 8.
 *
 * @returns false when the Kestra under test is a real one, which offers no such thing
 */
export async function backdate(connection: Connection, executionId: string, days: number): Promise<boolean> {
  const running = await standIn;
  if (running?.baseUrl === connection.baseUrl) {
    running.backdate(executionId, days);
    return true;
  }
  const url = `${connection.baseUrl}/engine/executions/${executionId}/backdate?days=${days}`;
  const response = await fetch(url, { method: 'POST', headers: authorization(connection) });
  return response.ok;
}

/** The process of the local engine; none where the Kestra under test was started by somebody else. */
export async function enginePid(): Promise<number | undefined> {
  return (await engine)?.pid;
}
