import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './cache.ts';
import { addNativeStandIns } from './nativeStandIns.ts';
import { extractPackage, installModules } from './npm.ts';
import {
  codeServer,
  extensionsLeftOut,
  modules,
  ripgrep,
  ripgrepLeftOut,
  vscodeInCodeServer,
} from './pins.ts';

/**
 * Installs VS Code's server and web client from npm packages, once, and returns its folder. VS Code itself cannot
 * be downloaded everywhere tests run; a registry can be reached. About 75 MB of downloads, 160 MB on disk.
 */
export async function installVsCode(log: (line: string) => void): Promise<string> {
  const inputs = [
    codeServer,
    modules,
    ripgrep,
    ripgrepLeftOut,
    extensionsLeftOut,
    process.platform,
    process.arch,
  ];
  return installOnce('vscode', inputs, async (stage) => {
    log(`installing VS Code (${codeServer}) …`);
    await extractPackage(codeServer, stage, {
      folder: vscodeInCodeServer,
      leaveOut: extensionsLeftOut.map((name) => `${vscodeInCodeServer}/extensions/${name}`),
    });
    await addModules(stage);
  });
}

interface Shrinkwrap {
  packages: Record<string, { version: string }>;
}

async function addModules(vscode: string): Promise<void> {
  const text = await readFile(path.join(vscode, 'npm-shrinkwrap.json'), 'utf8');
  const shrinkwrap = JSON.parse(text) as Shrinkwrap;
  const versionOf = (name: string): string => {
    const entry = shrinkwrap.packages[`node_modules/${name}`];
    if (!entry) throw new Error(`VS Code's shrinkwrap has no ${name}`);
    return entry.version;
  };
  const staging = path.join(vscode, '.modules');
  await installModules(staging, Object.fromEntries(modules.map((name) => [name, versionOf(name)])));
  const nodeModules = path.join(vscode, 'node_modules');
  await rename(path.join(staging, 'node_modules'), nodeModules);
  await rm(staging, { recursive: true });
  await addNativeStandIns(nodeModules);
  await extractPackage(`${ripgrep}@${versionOf(ripgrep)}`, path.join(nodeModules, ripgrep), {
    leaveOut: ripgrepLeftOut.map((platform) => `*${platform}*`),
  });
}
