import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
  TestRunFailedError,
} from '@vscode/test-electron';

const harness = path.join(import.meta.dirname, 'harness');
const agent = path.join(import.meta.dirname, 'scriptedAgent');

/** One run of tests in a fresh VS Code. */
export interface VsCodeRun {
  /** Module exporting `run()`: CommonJS, with everything but `vscode` bundled. */
  extensionTestsPath: string;
  /** The extension under test as a source folder, or packaged. */
  extensionDevelopmentPath?: string;
  vsix?: string;
  /** Loads the scripted agent, so that the chat works in agent mode. */
  withAgent?: boolean;
  /** Folders of further extensions, installed beside it. */
  beside?: readonly string[];
  /** Shows modal dialogs instead of answering them; only under the harness. */
  realDialogs?: boolean;
  /** Folder to open. */
  folder?: string;
  settings?: object;
  env?: NodeJS.ProcessEnv;
  /** Display language; only under the harness. */
  locale?: string;
  /** Folder for screenshots; only under the harness. */
  shots?: string;
  timeoutSeconds?: number;
}

/**
 * Runs the tests and resolves with their exit code: 0 passed, 1 failed, 2 VS Code did not run. VS Code is the one
 * named by `VSCODE_EXECUTABLE`; else, on a Linux machine without a desktop, the harness; else a downloaded one.
 */
export async function runInVsCode(run: VsCodeRun): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-launch-'));
  try {
    const profile = await writeProfile(root, run.settings ?? {});
    const executable = process.env.VSCODE_EXECUTABLE ?? (await chooseExecutable());
    if (run.vsix) await installOnDesktop(executable, run.vsix, profile);
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: [
        run.extensionDevelopmentPath ?? path.join(harness, 'emptyExtension'),
        ...(run.withAgent ? [agent] : []),
        ...(run.beside ?? []),
      ],
      extensionTestsPath: run.extensionTestsPath,
      extensionTestsEnv: {
        KESTRA_MCP_AUDIT: path.join(root, 'audit'),
        ...run.env,
        KESTRA_MCP_HARNESS_ARGS: JSON.stringify(harnessArguments(run)),
      },
      launchArgs: [
        ...(run.folder ? [run.folder] : []),
        ...profile,
        ...(run.withAgent ? ['--enable-proposed-api=kestra-mcp-test.scripted-agent'] : []),
      ],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError && error.code !== undefined) return error.code;
    throw error;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The harness on a Linux machine without a desktop, else a downloaded VS Code. */
export async function chooseExecutable(): Promise<string> {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const desktop = !CI && (DISPLAY || WAYLAND_DISPLAY);
  if (process.platform === 'linux' && !desktop) return path.join(harness, 'code');
  return downloadAndUnzipVSCode('stable');
}

/** Writes the settings where both VS Code and the harness look for them. */
async function writeProfile(root: string, settings: object): Promise<string[]> {
  const user = path.join(root, 'user', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(settings));
  return [`--user-data-dir=${path.join(root, 'user')}`, `--extensions-dir=${path.join(root, 'extensions')}`];
}

/** The harness installs a VSIX itself; the desktop wants a command before the start. */
async function installOnDesktop(executable: string, vsix: string, profile: string[]): Promise<void> {
  if (isHarness(executable)) return;
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  if (!cli) throw new Error(`no command line for ${executable}`);
  const shell = process.platform === 'win32';
  await promisify(execFile)(cli, [...args, ...profile, '--install-extension', vsix, '--force'], { shell });
}

export function isHarness(executable: string): boolean {
  return path.resolve(executable) === path.join(harness, 'code');
}

/** What only the harness understands; the desktop never looks at it. */
function harnessArguments(run: VsCodeRun): string[] {
  return [
    ...(run.vsix ? ['--vsix', run.vsix] : []),
    ...(run.realDialogs ? ['--real-dialogs'] : []),
    ...(run.locale ? ['--locale', run.locale] : []),
    ...(run.shots ? ['--shots', run.shots] : []),
    ...(run.timeoutSeconds ? ['--timeout', String(run.timeoutSeconds)] : []),
  ];
}
