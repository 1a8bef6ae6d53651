import { Failure } from '../shared/failure.ts';
import type { FileStats } from '../kestra/api/files.ts';
import { isBelow, namespacePath } from '../model/namespacePath.ts';
import type { OperationContext } from './context.ts';
import { explainMissingNamespace } from './findNamespace.ts';
import { pageWithin, type PageRequest, type PageResult } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

export interface FileEntry {
  path: string;
  type: 'file' | 'directory';
  /** Bytes. */
  size?: number | undefined;
  modified?: string | undefined;
}

/** A tree of more directories than this is not walked through. */
const MOST_DIRECTORIES = 200;
/** Directories that are asked for at the same time. */
const AT_ONCE = 4;

/**
 * The content of a directory by path, or the files of the whole tree below it.
 *
 * @throws Failure `not_found` for a directory or namespace that is not there
 */
export async function listFiles(
  context: Reader,
  { namespace, path: text, recursive }: { namespace: string; path: string; recursive: boolean },
  request: PageRequest,
): Promise<PageResult<FileEntry>> {
  const path = namespacePath(text);
  const inside = await entriesOf(context, namespace, path);
  if (inside.length === 0 && path === '/') await requireNamespace(context, namespace);
  if (!recursive || !inside.some(({ type }) => type === 'directory')) return pageWithin(inside, request);
  const paths = await filesBelow(context, { namespace, path });
  return pageWithin(
    paths.map((file): FileEntry => ({ path: file, type: 'file' })),
    request,
  );
}

/** Paths of files that hold the text, letter case aside. */
export async function searchFiles(
  context: Reader,
  { namespace, text }: { namespace: string; text: string },
  request: PageRequest,
): Promise<PageResult<string>> {
  const { kestra, signal } = context;
  const { emptyFileSearchFindsAll } = await kestra.dialect(signal);
  // Kestra 1.x with H2 takes a text apart into words, so that the middle of one is not found.
  const found = await kestra.files.search(namespace, emptyFileSearchFindsAll ? '' : text, { signal });
  if (found.length === 0) await requireNamespace(context, namespace);
  const wanted = found.filter((path) => path.toLowerCase().includes(text.toLowerCase()));
  return pageWithin(wanted.toSorted(), request);
}

/** Paths of all files below a directory: in one request where Kestra has one for it. */
export async function filesBelow(
  context: Reader,
  { namespace, path }: { namespace: string; path: string },
): Promise<string[]> {
  const { kestra, signal } = context;
  const { emptyFileSearchFindsAll } = await kestra.dialect(signal);
  const files = emptyFileSearchFindsAll
    ? await kestra.files.search(namespace, '', { signal })
    : await walk(context, namespace, path);
  return files.filter((file) => isBelow(file, path)).toSorted();
}

async function walk(context: Reader, namespace: string, root: string): Promise<string[]> {
  const files: string[] = [];
  let waiting = [root];
  for (let seen = 0; waiting.length > 0; seen += AT_ONCE) {
    if (seen >= MOST_DIRECTORIES) {
      throw new Failure('invalid', `There are more than ${MOST_DIRECTORIES} directories below ${root}.`, {
        hint: 'List a directory further down, or one level only.',
      });
    }
    const listed = await Promise.all(
      waiting.slice(0, AT_ONCE).map((directory) => entriesOf(context, namespace, directory)),
    );
    waiting = waiting.slice(AT_ONCE);
    for (const { path, type } of listed.flat()) (type === 'directory' ? waiting : files).push(path);
  }
  return files;
}

/** What lies directly in a directory, directories first, each by name. */
async function entriesOf(
  { kestra, signal }: Reader,
  namespace: string,
  directory: string,
): Promise<FileEntry[]> {
  const found = await kestra.files.directory(namespace, directory, { signal });
  return found.toSorted(inOrder).map(({ name, type, size, modified }) => {
    const path = directory === '/' ? `/${name}` : `${directory}/${name}`;
    return { path, type, size, modified };
  });
}

function inOrder(a: FileStats, b: FileStats): number {
  if (a.type !== b.type) return a.type === 'directory' ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

async function requireNamespace(context: Reader, namespace: string): Promise<void> {
  const missing = await explainMissingNamespace(context, namespace);
  if (missing !== undefined) throw missing;
}
