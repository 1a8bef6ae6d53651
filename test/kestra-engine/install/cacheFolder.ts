import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where downloads and compiled classes live: outside the repository, so that a clean checkout starts fast. */
export function cacheRoot(): string {
  return process.env['KESTRA_MCP_CACHE'] || path.join(homedir(), '.cache', 'kestra-mcp');
}

/** A short key that changes with any of the parts. */
export function keyOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

const OUTDATED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * The cached folder of this kind and key, filled by `fill` if it is not there yet. It is filled under another name and
 * then renamed: an interrupted or a simultaneous installation never leaves half a folder. A new folder removes those of
 * its kind that are older than a day.
 */
export async function cachedFolder(
  kind: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const name = `${kind}-${key}`;
  const folder = path.join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const staged = await mkdtemp(path.join(cacheRoot(), `${name}.part-`));
  try {
    await fill(staged);
    await rename(staged, folder);
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    // Somebody else finished the same folder first: theirs is as good.
    if (!existsSync(folder)) throw error;
  }
  await removeOutdated(kind, name);
  return folder;
}

async function removeOutdated(kind: string, current: string): Promise<void> {
  const names = await readdir(cacheRoot());
  for (const name of names.filter((other) => other.startsWith(`${kind}-`) && other !== current)) {
    const folder = path.join(cacheRoot(), name);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > OUTDATED_AFTER_MS)
      await rm(folder, { recursive: true, force: true });
  }
}
