import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { serverArguments } from './profile.ts';
import type { Profile } from './profile.ts';

/** A running VS Code server with its extension hosts; it serves the web client too. */
export interface VsCodeServer {
  port: number;
  /** Ends the server and everything it started; resolves when it has ended. */
  stop(): Promise<void>;
  /** Resolves when the server process has ended. */
  exited: Promise<void>;
}

export interface ServerOptions {
  env: NodeJS.ProcessEnv;
  /** File with the secret asked of the browser; without one anybody on this machine may connect. */
  connectionTokenFile?: string;
  /** Lets a page name the extension under test; the window then shows no notification toasts. */
  automated: boolean;
}

const startSeconds = 60;
/** How long the server may take to say goodbye; now and then it never ends by itself. */
const patienceMs = 2000;

/**
 * Starts the server on 127.0.0.1 with the Node that runs this (VS Code 1.139 needs `module.registerHooks`, so at
 * least 22.15). It leads a process group of its own: its extension hosts end with it.
 */
export async function startServer(
  vscode: string,
  profile: Profile,
  options: ServerOptions,
): Promise<VsCodeServer> {
  const token = options.connectionTokenFile;
  const args = [
    ...serverArguments(vscode, profile),
    '--host=127.0.0.1',
    '--port=0',
    '--disable-telemetry',
    ...(token ? ['--connection-token-file', token] : ['--without-connection-token']),
    ...(options.automated ? ['--enable-smoke-test-driver', '--disable-workspace-trust'] : []),
  ];
  const child = spawn(process.execPath, args, {
    env: withoutVsCodeVariables(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    await Promise.race([exited, delay(patienceMs, undefined, { ref: false })]);
    signalGroup(child, 'SIGKILL');
    await exited;
  };
  try {
    return { port: await readPort(child), stop, exited };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string): void =>
      reject(new Error(`VS Code server ${what}\n${output.slice(0, 2000)}`));
    const timer = setTimeout(() => fail(`did not start in ${startSeconds} s`), startSeconds * 1000);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** Started from a VS Code terminal, the variables of that window would reach the server under test. */
function withoutVsCodeVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = (name: string): boolean =>
    name.startsWith('VSCODE_') || name === 'ELECTRON_RUN_AS_NODE' || name === 'NODE_OPTIONS';
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign(name)));
}
