import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts JavaScript stand-ins where VS Code expects two native modules, so that nothing has to be compiled: without
 * them it runs as well, but each of its processes prints long stack traces and writes no log files.
 */
export async function addNativeStandIns(nodeModules: string): Promise<void> {
  for (const name of ['spdlog', 'native-watchdog']) {
    const folder = path.join(nodeModules, '@vscode', name);
    await mkdir(folder, { recursive: true });
    await cp(path.join(import.meta.dirname, 'nativeStandIns', `${name}.cjs`), path.join(folder, 'index.js'));
  }
}
