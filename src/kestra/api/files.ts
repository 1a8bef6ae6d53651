import * as z from 'zod';
import type { Api } from '../api.ts';
import { path as route } from '../path.ts';

/** A file or directory of a namespace. */
export interface FileStats {
  name: string;
  type: 'file' | 'directory';
  /** Bytes. */
  size?: number | undefined;
  /** ISO instants. */
  modified: string;
  created: string;
}

const stats = z
  .object({
    fileName: z.string(),
    type: z.enum(['File', 'Directory']),
    size: z.number(),
    /** Epoch milliseconds. */
    lastModifiedTime: z.number(),
    creationTime: z.number(),
  })
  .transform(({ fileName, type, size, lastModifiedTime, creationTime }): FileStats => {
    const modified = new Date(lastModifiedTime).toISOString();
    const created = new Date(creationTime).toISOString();
    if (type === 'Directory') return { name: fileName, type: 'directory', modified, created };
    return { name: fileName, type: 'file', size, modified, created };
  });

const statsList = z.array(stats);
const paths = z.array(z.string());
const revisions = z.array(z.object({ revision: z.number() }));

/** A name on which Kestra does nothing of its own: it would unpack `.zip`, at the root, whatever path was given. */
const PART_NAME = 'content';

type Call = { signal?: AbortSignal | undefined };

/** The files of namespaces: one function per route. Paths start with `/`. */
export class FilesApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What lies directly in a directory; the root is always there. */
  directory(namespace: string, path: string, { signal }: Call = {}): Promise<FileStats[]> {
    return this.#api.read(statsList, `${base(namespace)}/directory`, {
      query: [['path', path]],
      signal,
    });
  }

  stats(namespace: string, path: string, { signal }: Call = {}): Promise<FileStats> {
    return this.#api.read(stats, `${base(namespace)}/stats`, { query: [['path', path]], signal });
  }

  /** Paths of files that hold the text. An empty one finds all on 1.x and none on 2.x. */
  search(namespace: string, text: string, { signal }: Call = {}): Promise<string[]> {
    return this.#api.read(paths, `${base(namespace)}/search`, { query: [['q', text]], signal });
  }

  /** The content, now or at a revision. */
  async content(
    namespace: string,
    { path, revision }: { path: string; revision?: number | undefined },
    { signal }: Call = {},
  ): Promise<Buffer> {
    const query = [['path', path] as const, ['revision', revision] as const];
    const { bytes } = await this.#api.send(base(namespace), { query, signal });
    return bytes;
  }

  /** The numbers of a file's revisions, rising. */
  async revisions(namespace: string, path: string, { signal }: Call = {}): Promise<number[]> {
    const list = await this.#api.read(revisions, `${base(namespace)}/revisions`, {
      query: [['path', path]],
      signal,
    });
    return list.map(({ revision }) => revision).toSorted((a, b) => a - b);
  }

  /** Writes a new revision of a file, with the directories above it. */
  async write(namespace: string, path: string, content: Buffer, { signal }: Call = {}): Promise<void> {
    const body = new FormData();
    body.append('fileContent', new Blob([new Uint8Array(content)]), PART_NAME);
    await this.#api.send(base(namespace), { method: 'POST', query: [['path', path]], body, signal });
  }

  async createDirectory(namespace: string, path: string, { signal }: Call = {}): Promise<void> {
    const query = [['path', path] as const];
    await this.#api.send(`${base(namespace)}/directory`, { method: 'POST', query, signal });
  }

  /** Moves a file or directory. What is not there is moved without a word, to a place that no directory lists. */
  async move(namespace: string, from: string, to: string, { signal }: Call = {}): Promise<void> {
    const query = [['from', from] as const, ['to', to] as const];
    await this.#api.send(base(namespace), { method: 'PUT', query, signal });
  }

  /** Deletes a file or a whole directory, and the directories above that are empty then. */
  async delete(namespace: string, path: string, { signal }: Call = {}): Promise<void> {
    await this.#api.send(base(namespace), { method: 'DELETE', query: [['path', path]], signal });
  }
}

function base(namespace: string): string {
  return route`/namespaces/${namespace}/files`;
}
