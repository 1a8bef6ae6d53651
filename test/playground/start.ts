/**
 * `npm start`: builds the extension, starts the local Kestra with sample flows and opens VS Code connected to it.
 *   KESTRA_BASE_URL=…  uses that Kestra instead (with KESTRA_TENANT_ID, KESTRA_USERNAME, …), unseeded
 *   --seed             puts the sample flows into that Kestra too
 *   --browser          serves VS Code for the browser even where there is a desktop
 */
import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startEngine } from '../kestra-engine/engine.ts';
import { cacheRoot } from '../vscode/harness/cache.ts';
import { serveVsCode } from './browser.ts';
import { connectedEnvironment, connectionFromEnvironment } from './connection.ts';
import type { Connection } from './connection.ts';
import { findDesktopVsCode, openDesktopWindow } from './desktop.ts';
import { sampleFlows, seed } from './seed.ts';

const extension = path.join(import.meta.dirname, '..', '..');
const home = path.join(cacheRoot(), 'playground');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: options } = parseArgs({
  options: { seed: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false } },
});

/** What VS Code is opened with. */
interface Window {
  connection: Connection;
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** What has to be stopped at the end, in the order in which it was started. */
const started: (() => Promise<void>)[] = [];
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const undo of started.toReversed()) await undo();
  process.exit(code);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

async function connect(): Promise<Connection> {
  const given = connectionFromEnvironment(process.env);
  if (given && options.seed) await seed(given);
  if (given) return given;
  say('Starting the local Kestra …');
  const engine = await startEngine({ dataDir: path.join(home, 'kestra') });
  started.push(() => engine.stop());
  say('Creating the sample flows …');
  await seed(engine);
  return engine;
}

/** The flows as files to open and edit; edited ones are kept. */
async function prepareFolder(): Promise<string> {
  const folder = path.join(home, 'flows');
  await mkdir(folder, { recursive: true });
  await cp(sampleFlows, folder, { recursive: true, force: false });
  return folder;
}

function sayWhatToTry(connection: Connection, where: string, chat: string): void {
  say('');
  say(`VS Code  ${where}`);
  say(`Kestra   ${connection.baseUrl}, tenant ${connection.tenant}`);
  const seeded = options.seed || !process.env.KESTRA_BASE_URL;
  const samples = seeded ? ': approve_refund waits for you, import_orders has failed;' : ';';
  say(`Try      the Kestra icon in the activity bar${samples}`);
  say(`         ${chat}`);
  say('Ctrl-C stops everything.');
}

async function openDesktop(code: string, window: Window): Promise<void> {
  const closed = openDesktopWindow({ code, extension, profile: path.join(home, 'desktop'), ...window });
  sayWhatToTry(
    window.connection,
    'opens in a window of its own; closing it ends this, too',
    'the chat in agent mode: "What waits for me in Kestra?"',
  );
  await closed;
  await stop(0);
}

async function openBrowser(window: Window): Promise<void> {
  say('Preparing VS Code for the browser …');
  const served = await serveVsCode({ extension, profile: path.join(home, 'browser'), log: say, ...window });
  started.push(() => served.stop());
  sayWhatToTry(
    window.connection,
    `open ${served.url}`,
    'the command "MCP: List Servers" (for the chat, add a language model first)',
  );
}

try {
  say('Building the extension …');
  await promisify(execFile)('npm', ['run', 'build'], { cwd: extension });
  const connection = await connect();
  const window = { connection, folder: await prepareFolder(), env: connectedEnvironment(connection) };
  const code = options.browser ? undefined : findDesktopVsCode(process.env);
  await (code ? openDesktop(code, window) : openBrowser(window));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
}
