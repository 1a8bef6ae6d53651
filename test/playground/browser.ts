import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installVsCode } from '../vscode/harness/install.ts';
import { createProfile, installVsix } from '../vscode/harness/profile.ts';
import { startServer } from '../vscode/harness/server.ts';

export interface BrowserWindow {
  /** The extension's source folder; it is packaged and installed, as a user would get it. */
  extension: string;
  folder: string;
  profile: string;
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
}

export interface ServedVsCode {
  url: string;
  stop(): Promise<void>;
}

/** Serves VS Code on 127.0.0.1, to be opened in a browser; only who has the address can enter. */
export async function serveVsCode(window: BrowserWindow): Promise<ServedVsCode> {
  const vscode = await installVsCode(window.log);
  const profile = await createProfile({ 'workbench.reduceMotion': 'auto' }, window.profile);
  const vsix = path.join(window.profile, 'kestra-mcp.vsix');
  await promisify(execFile)('npm', ['run', 'package', '--', '--out', vsix], { cwd: window.extension });
  await installVsix(vscode, profile, vsix);
  const token = randomBytes(16).toString('hex');
  const connectionTokenFile = path.join(window.profile, 'token');
  await writeFile(connectionTokenFile, token, { mode: 0o600 });
  const server = await startServer(vscode, profile, {
    env: window.env,
    connectionTokenFile,
    automated: false,
  });
  const url = new URL(`http://127.0.0.1:${server.port}/`);
  url.searchParams.set('tkn', token);
  url.searchParams.set('folder', window.folder);
  return { url: url.href, stop: () => server.stop() };
}
