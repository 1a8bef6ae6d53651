import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What to take out of a package: the folder inside the tarball, and patterns of paths to leave there. */
export interface Extract {
  folder?: string;
  leaveOut?: string[];
}

/** Downloads one npm package and extracts it (or one folder of it) into `target`, running none of its scripts. */
export async function extractPackage(spec: string, target: string, options: Extract = {}): Promise<void> {
  const folder = options.folder ?? 'package';
  await mkdir(target, { recursive: true });
  const download = await mkdtemp(path.join(target, '.download-'));
  await run('npm', ['pack', spec, '--ignore-scripts', '--silent', '--pack-destination', download], {
    cwd: download,
  });
  const [tarball] = await readdir(download);
  if (!tarball) throw new Error(`npm pack ${spec} wrote no file`);
  await run('tar', [
    'xzf',
    path.join(download, tarball),
    '-C',
    target,
    `--strip-components=${folder.split('/').length}`,
    ...(options.leaveOut ?? []).map((pattern) => `--exclude=${pattern}`),
    folder,
  ]);
  await rm(download, { recursive: true });
}

/** Installs exactly these versions into `<folder>/node_modules`, running none of their scripts. */
export async function installModules(folder: string, dependencies: Record<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = { name: 'vscode-modules', version: '0.0.0', private: true, dependencies };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  await run('npm', ['install', '--ignore-scripts', '--omit=dev', ...quiet], { cwd: folder });
}
