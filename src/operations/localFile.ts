import { readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../shared/failure.ts';

export interface LocalFile {
  name: string;
  content: Uint8Array;
}

const LARGEST = 50 * 1024 * 1024;

/**
 * Reads a file of this machine for Kestra. Only what lies below the allowed folders is read, wherever links lead.
 *
 * @param file absolute, or relative to one of the folders
 * @throws Failure `refused` outside the folders, `not_found`, `invalid` for what is no file or too large
 */
export async function readLocalFile(file: string, folders: readonly string[]): Promise<LocalFile> {
  const found = await findFile(file, folders);
  // Looked at before it is opened: opening a pipe would wait for its writer.
  const stats = await stat(found);
  if (!stats.isFile()) throw new Failure('invalid', `'${file}' is not a file.`);
  if (stats.size > LARGEST) {
    const size = Math.ceil(stats.size / 1024 / 1024);
    throw new Failure('invalid', `'${file}' has ${size} MB; at most ${LARGEST >> 20} MB are sent.`);
  }
  return { name: path.basename(file), content: await readFile(found) };
}

/**
 * Writes a new file of this machine below one of the allowed folders, wherever links lead.
 *
 * @param file absolute, or relative to one of the folders; its own folder has to exist
 * @param mode who may read it, as the system's permission bits
 * @returns its real path
 * @throws Failure `refused` outside the folders, `conflict` where there is something already
 */
export async function writeLocalFile(
  file: string,
  folders: readonly string[],
  content: string,
  mode?: number,
): Promise<string> {
  for (const folder of folders) {
    const wanted = path.resolve(folder, file);
    const [root, parent] = await Promise.all([realPath(folder), realPath(path.dirname(wanted))]);
    if (root === undefined || parent === undefined) continue;
    const target = path.join(parent, path.basename(wanted));
    if (!isBelow(root, target)) continue;
    // Fails on whatever is there, links included.
    await writeFile(target, content, { flag: 'wx', mode }).catch((error: unknown) => {
      throw notWritten(file, error);
    });
    return target;
  }
  throw outside(file, folders, 'Name a file in an existing folder below them');
}

function notWritten(file: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  const exists = reason.startsWith('EEXIST');
  return new Failure(
    exists ? 'conflict' : 'invalid',
    exists ? `There is a '${file}' already.` : `'${file}' could not be written: ${reason}.`,
    { cause: error, hint: 'Take another name.' },
  );
}

/** The real path of the file, below the real path of a folder. */
async function findFile(file: string, folders: readonly string[]): Promise<string> {
  let exists = false;
  for (const folder of folders) {
    const [root, real] = await Promise.all([realPath(folder), realPath(path.resolve(folder, file))]);
    if (real === undefined) continue;
    exists = true;
    if (root !== undefined && isBelow(root, real)) return real;
  }
  const isInside = folders.some((folder) => isBelow(folder, path.resolve(folder, file)));
  // Outside of the folders it is not even told whether a file exists.
  if (exists || !isInside) throw outside(file, folders, 'Give the content as text or base64 instead');
  throw new Failure('not_found', `There is no file '${file}' below ${folders.join(', ')}.`);
}

function outside(file: string, folders: readonly string[], instead: string): Failure {
  const allowed = folders.length === 0 ? 'no folder is' : `only these folders are: ${folders.join(', ')}`;
  return new Failure('refused', `'${file}' is not below an allowed folder.`, {
    hint: `${instead}, or allow its folder (KESTRA_MCP_FILE_ROOTS); now ${allowed}.`,
  });
}

async function realPath(file: string): Promise<string | undefined> {
  return realpath(file).catch(() => undefined);
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return (
    relative !== '' &&
    !relative.startsWith(`..${path.sep}`) &&
    relative !== '..' &&
    !path.isAbsolute(relative)
  );
}
