import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBridge } from './bridge.ts';
import { bridgeVariable } from './bridgeProtocol.ts';
import { launchChromium } from './chromium.ts';
import { installVsCode } from './install.ts';
import { operatePage } from './operatePage.ts';
import type { RunOptions } from './options.ts';
import { copyExtension, createProfile, installVsix } from './profile.ts';
import type { Profile } from './profile.ts';
import { startServer } from './server.ts';
import { openWindow } from './window.ts';

const dialogDriver = path.join(import.meta.dirname, 'dialogDriver');

/** Exit code when VS Code could not be started or did not end in time, as opposed to failing tests. */
export const harnessFailed = 2;

interface Run {
  options: RunOptions;
  vscode: string;
  profile: Profile;
  shots: string;
  log: (line: string) => void;
  /** What to undo at the end, in the order in which it was done. */
  cleanup: (() => void | Promise<void>)[];
}

/**
 * Runs VS Code once, in a fresh profile, until its extension host reports an exit code, which is returned. When the
 * harness itself fails, the window's picture and console stay in the folder for screenshots.
 */
export async function runVsCode(options: RunOptions, stopped: AbortSignal): Promise<number> {
  const log = (line: string): void => {
    if (!options.quiet) process.stderr.write(`vscode: ${line}\n`);
  };
  const vscode = await installVsCode(log);
  const profile = await createProfile(await readSettings(options.settings));
  const shots = path.resolve(options.shots ?? path.join(profile.root, 'shots'));
  const cleanup: Run['cleanup'] = [];
  let keep = options.keep;
  try {
    await mkdir(shots, { recursive: true });
    await addExtensions(vscode, profile, options);
    return await openAndWait({ options, vscode, profile, shots, log, cleanup }, stopped);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(stopped.aborted ? 'interrupted' : `${reason}; see ${shots}`);
    keep ||= options.shots === undefined && !stopped.aborted;
    return harnessFailed;
  } finally {
    for (const undo of cleanup.toReversed()) await undo();
    if (keep) log(`profile kept in ${profile.root}`);
    else await rm(profile.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function readSettings(file: string | undefined): Promise<object> {
  return file === undefined ? {} : (JSON.parse(await readFile(file, 'utf8')) as object);
}

async function addExtensions(vscode: string, profile: Profile, options: RunOptions): Promise<void> {
  for (const folder of options.dev.slice(1)) await copyExtension(profile, folder);
  if (options.realDialogs) await copyExtension(profile, dialogDriver);
  for (const vsix of options.vsix) await installVsix(vscode, profile, vsix);
}

async function openAndWait(run: Run, stopped: AbortSignal): Promise<number> {
  const { options, profile, shots, cleanup } = run;
  const tests = options.tests === undefined ? undefined : path.resolve(options.tests);
  const opened = Promise.withResolvers<Page>();
  const ended = Promise.withResolvers<number>();

  const bridge = await startBridge(async (request) => {
    if (request.operation === 'print') return process.stdout.write(request.args.text);
    if (request.operation === 'exit') return ended.resolve(request.args.code);
    return operatePage(await opened.promise, shots, request);
  });
  cleanup.push(() => bridge.close());

  const driven = options.realDialogs ? { KESTRA_MCP_TESTS: tests } : {};
  const env = { ...process.env, [bridgeVariable]: bridge.url, ...driven };
  const server = await startServer(run.vscode, profile, { env, automated: true });
  cleanup.push(() => server.stop());

  const browser = await launchChromium(run.log);
  cleanup.push(() => browser.close());
  const page = await openWindow(browser, {
    port: server.port,
    folder: options.folder ?? profile.workspace,
    extension: options.dev[0],
    tests: options.realDialogs ? undefined : tests,
    proposed: options.proposed,
    locale: options.locale,
    consoleFile: path.join(shots, 'console.log'),
    onExit: ended.resolve,
  });
  opened.resolve(page);
  const gone = server.exited.then(() => Promise.reject(new Error('VS Code server ended by itself')));
  const interrupted = failWhen(stopped, 'interrupted');
  const late = failWhen(
    AbortSignal.timeout(options.timeoutSeconds * 1000),
    `no end in ${options.timeoutSeconds} s`,
  );
  try {
    return await Promise.race([ended.promise, gone, interrupted, late]);
  } catch (error) {
    if (!stopped.aborted) await page.screenshot({ path: path.join(shots, 'failure.png') });
    throw error;
  }
}

function failWhen(signal: AbortSignal, message: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (): void => reject(new Error(message));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
