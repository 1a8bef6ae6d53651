import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Settings which keep a fresh window still: nothing moves by itself, is looked up, offered or updated. */
const calmSettings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.accessibilitySupport': 'off',
};

/** The folders of one VS Code user: settings, state and installed extensions. */
export interface Profile {
  root: string;
  /** `--server-data-dir` of the VS Code server. */
  dataDir: string;
  /** An empty folder to open. */
  workspace: string;
}

/** How the server is called for this profile, to start it or to install an extension. */
export function serverArguments(vscode: string, profile: Profile): string[] {
  const main = path.join(vscode, 'out', 'server-main.js');
  return [
    main,
    '--server-data-dir',
    profile.dataDir,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
  ];
}

/** Makes a profile in `root`, or in a new temporary folder. */
export async function createProfile(settings: object, root?: string): Promise<Profile> {
  const folder = root ?? (await mkdtemp(path.join(tmpdir(), 'kestra-mcp-vscode-')));
  const profile = {
    root: folder,
    dataDir: path.join(folder, 'server'),
    workspace: path.join(folder, 'workspace'),
  };
  await mkdir(profile.workspace, { recursive: true });
  const user = path.join(profile.dataDir, 'data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...calmSettings, ...settings }, null, 2),
  );
  return profile;
}

/**
 * Copies an extension folder in as an installed extension. Call it before {@link installVsix}: that writes
 * VS Code's list of extensions, and a folder copied later is ignored.
 */
export async function copyExtension(profile: Profile, extension: string): Promise<void> {
  const manifest = await readFile(path.join(extension, 'package.json'), 'utf8');
  const { publisher, name, version } = JSON.parse(manifest) as Record<string, string>;
  const target = path.join(profile.dataDir, 'extensions', `${publisher}.${name}-${version}`.toLowerCase());
  await cp(path.resolve(extension), target, { recursive: true });
}

/** Installs a packaged extension as a user would. */
export async function installVsix(vscode: string, profile: Profile, vsix: string): Promise<void> {
  const args = [...serverArguments(vscode, profile), '--install-extension', path.resolve(vsix), '--force'];
  await run(process.execPath, args);
}
