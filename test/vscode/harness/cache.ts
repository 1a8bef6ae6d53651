import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Folder for what is installed once and used by every run; `KESTRA_MCP_CACHE` moves it. */
export function cacheRoot(): string {
  return path.resolve(process.env.KESTRA_MCP_CACHE || path.join(homedir(), '.cache', 'kestra-mcp'));
}

/**
 * Fills `<cache>/<name>-<hash of inputs>` once and returns its path. The work is done in a folder beside it and
 * renamed at the end, so that an interrupted or a concurrent installation never leaves half a folder.
 */
export async function installOnce(
  name: string,
  inputs: unknown,
  fill: (stage: string) => Promise<void>,
): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
  const target = path.join(cacheRoot(), `${name}-${key}`);
  if (existsSync(target)) return target;
  await mkdir(cacheRoot(), { recursive: true });
  const stage = await mkdtemp(path.join(cacheRoot(), `.${name}-`));
  try {
    await fill(stage);
    await rename(stage, target);
  } catch (error) {
    await rm(stage, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
