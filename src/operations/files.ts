import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import { filePart, type FilePart } from '../model/filePart.ts';
import { isBelow, namespacePath, parentPath, writablePath } from '../model/namespacePath.ts';
import { shortList } from '../model/shortList.ts';
import type { FileStats } from '../kestra/api/files.ts';
import { requireUnchanged, type Consent } from './consent.ts';
import type { OperationContext } from './context.ts';
import { filesBelow } from './listFiles.ts';

/** Characters of paths in a sentence. */
const MOST_NAMES = 300;

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A place among the files of a namespace. */
export interface FilePlace {
  namespace: string;
  path: string;
}

export interface ReadFile extends FilePart {
  path: string;
  /** Bytes of the whole file. */
  size: number;
  revision: number;
}

export interface WrittenFile {
  path: string;
  type: 'file';
  created: boolean;
  size: number;
  revision: number;
}

export interface FileDeletion {
  /** False: nothing was deleted, this is only what would be. */
  deleted: boolean;
  path: string;
  type: 'file' | 'directory';
  /** Paths of the files that go. */
  files: string[];
}

/** Larger files are for a download, not for reading. */
const READ_BYTES = 20 * 1024 * 1024;

/** A part of a file, now or at a revision; text as text, anything else in base64. */
export async function readFile(
  context: Reader,
  place: FilePlace & { revision?: number | undefined; offset: number; limit: number },
): Promise<ReadFile> {
  const { kestra, signal } = context;
  const { namespace, revision, offset, limit } = place;
  const path = namespacePath(place.path);
  const found = await existing(context, { namespace, path });
  if (found.type === 'directory') {
    throw new Failure('invalid', `${path} is a directory.`, {
      hint: told`List its files and read one of them.`,
    });
  }
  if ((found.size ?? 0) > READ_BYTES) {
    throw new Failure('invalid', told`${path} has ${found.size ?? 0} bytes: too many to be read here.`, {
      hint: told`Read it in a task of a flow, or download it in the UI of Kestra.`,
    });
  }
  const known = await kestra.files.revisions(namespace, path, { signal });
  if (revision !== undefined && !known.includes(revision)) {
    throw new Failure('not_found', `${path} has no revision ${revision}.`, {
      hint: `Its revisions are ${known.join(', ')}.`,
    });
  }
  const bytes = await kestra.files.content(namespace, { path, revision }, { signal });
  return {
    path,
    size: bytes.length,
    revision: revision ?? known.at(-1) ?? 1,
    ...filePart(bytes, offset, limit),
  };
}

/** Writes a file, with the directories above it. @throws Failure `conflict` when it is there and must not be replaced */
export async function writeFile(
  context: Reader,
  { namespace, path: text, content, overwrite }: FilePlace & { content: Buffer; overwrite: boolean },
): Promise<WrittenFile> {
  const { kestra, signal } = context;
  const path = writablePath(text);
  const before = await find(context, { namespace, path });
  if (before?.type === 'directory') throw new Failure('conflict', told`${path} is a directory.`);
  if (before !== undefined && !overwrite) {
    throw new Failure('conflict', `${path} exists already in ${namespace}.`, {
      hint: 'Read it first; then write it with overwrite.',
    });
  }
  await kestra.files.write(namespace, path, content, { signal });
  const revisions = await kestra.files.revisions(namespace, path, { signal });
  return {
    path,
    type: 'file',
    created: before === undefined,
    size: content.length,
    revision: revisions.at(-1) ?? 1,
  };
}

/** Makes a directory with those above it; one that is there stays. */
export async function createDirectory(
  context: Reader,
  { namespace, path: text }: FilePlace,
): Promise<{ path: string; type: 'directory' }> {
  const path = writablePath(text);
  const before = await find(context, { namespace, path });
  if (before?.type === 'file') throw new Failure('conflict', `${path} is a file.`);
  await keepDirectory(context, { namespace, path });
  return { path, type: 'directory' };
}

/** Moves a file or directory to a place where nothing is. Its revisions stay behind. */
export async function moveFile(
  context: Reader,
  { namespace, path: text, to: toText }: FilePlace & { to: string },
): Promise<{ path: string; type: FileStats['type'] }> {
  const from = writablePath(text);
  const to = writablePath(toText);
  const { type } = await existing(context, { namespace, path: from });
  if (to === from || isBelow(to, from)) throw new Failure('invalid', `${from} cannot be moved into itself.`);
  if ((await find(context, { namespace, path: to })) !== undefined) {
    throw new Failure('conflict', `${to} exists already in ${namespace}.`, {
      hint: 'Move it elsewhere, or delete what is there first.',
    });
  }
  // Without its parent the target would be in no listing.
  await keepDirectory(context, { namespace, path: parentPath(to) });
  await context.kestra.files.move(namespace, from, to, { signal: context.signal });
  await keepDirectory(context, { namespace, path: parentPath(from) });
  return { path: to, type };
}

/** Deletes a file, or a directory with all its files, once that is confirmed. The directory above stays. */
export async function deleteFile(
  context: Reader,
  { namespace, path: text, confirm }: FilePlace & { confirm?: Consent | undefined },
): Promise<FileDeletion> {
  const { kestra, signal } = context;
  const path = writablePath(text);
  const { type } = await existing(context, { namespace, path });
  const read = async (): Promise<string[]> =>
    type === 'file' ? [path] : filesBelow(context, { namespace, path });
  const files = await read();
  if (confirm === undefined) return { deleted: false, path, type, files };
  const what = `${type} ${path} of namespace ${namespace}`;
  await confirm({ what, impact: wordsFor(type, files) });
  requireUnchanged(what, files, await read());
  await kestra.files.delete(namespace, path, { signal });
  await keepDirectory(context, { namespace, path: parentPath(path) });
  return { deleted: true, path, type, files };
}

function wordsFor(type: FileStats['type'], files: readonly string[]): string[] {
  const revisions = 'Flows that read it will fail; its revisions go along.';
  if (type === 'file') return [revisions];
  return [`It holds ${files.length} files: ${shortList(files, MOST_NAMES) || 'none'}.`, revisions];
}

/** The numbers of a file's revisions, rising. @throws Failure `not_found` */
export async function fileRevisions(
  context: Reader,
  { namespace, path: text }: FilePlace,
): Promise<number[]> {
  const path = namespacePath(text);
  await existing(context, { namespace, path });
  return context.kestra.files.revisions(namespace, path, { signal: context.signal });
}

/** Kestra removes directories that become empty, and makes one without those above it, which then lists it nowhere. */
async function keepDirectory(context: Reader, { namespace, path }: FilePlace): Promise<void> {
  if (path === '/' || (await find(context, { namespace, path })) !== undefined) return;
  await keepDirectory(context, { namespace, path: parentPath(path) });
  await context.kestra.files.createDirectory(namespace, path, { signal: context.signal });
}

async function find(
  { kestra, signal }: Reader,
  { namespace, path }: FilePlace,
): Promise<FileStats | undefined> {
  try {
    return await kestra.files.stats(namespace, path, { signal });
  } catch (error) {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  }
}

async function existing(context: Reader, place: FilePlace): Promise<FileStats> {
  const found = await find(context, place);
  if (found !== undefined) return found;
  throw new Failure('not_found', told`There is no file or directory ${place.path} in ${place.namespace}.`, {
    hint: told`List or search the files of the namespace.`,
  });
}
