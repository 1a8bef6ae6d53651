import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** VS Code's command line on PATH, on a machine with a display. */
export function findDesktopVsCode(env: NodeJS.ProcessEnv): string | undefined {
  const display = process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
  if (!display) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

export interface DesktopWindow {
  code: string;
  /** The extension's source folder, already built. */
  extension: string;
  folder: string;
  /** Keeps settings, state and extensions apart from the user's own. */
  profile: string;
  env: NodeJS.ProcessEnv;
}

/** Opens a window of its own and resolves when it is closed. */
export function openDesktopWindow(window: DesktopWindow): Promise<void> {
  const args = [
    '--wait',
    '--new-window',
    `--extensionDevelopmentPath=${window.extension}`,
    `--user-data-dir=${path.join(window.profile, 'user')}`,
    `--extensions-dir=${path.join(window.profile, 'extensions')}`,
    window.folder,
  ];
  const shell = process.platform === 'win32';
  const child = spawn(window.code, args, { env: window.env, stdio: 'ignore', shell });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
