import { basename, dirname } from 'node:path/posix';
import { invalidArgument, notFound } from './problem.ts';

interface Version {
  content: Buffer;
  at: number;
}

interface FileEntry {
  versions: Version[];
  /** The number of the first version kept; moving starts anew at 1. */
  created: number;
}

export interface Stats {
  type: 'File' | 'Directory';
  size: number;
  fileName: string;
  lastModifiedTime: number;
  creationTime: number;
  metadata: object;
}

/** The files of one namespace with all their versions. Paths start with `/`; a space is kept as `+`. */
export class NamespaceFiles {
  readonly #namespace: string;
  readonly #files = new Map<string, FileEntry>();
  /** Folders with the time they were made. */
  readonly #folders = new Map<string, number>();

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  write(path: string, content: Buffer): void {
    const at = Date.now();
    const existing = this.#files.get(path);
    if (existing) existing.versions.push({ content, at });
    else this.#files.set(path, { versions: [{ content, at }], created: at });
    this.makeFolder(dirname(path));
  }

  read(path: string, revision?: number): Buffer {
    const { versions } = this.#file(path);
    const version = revision === undefined ? versions.at(-1) : versions[revision - 1];
    if (!version) throw this.#missing(path);
    return version.content;
  }

  revisions(path: string): { revision: number }[] {
    return this.#file(path).versions.map((_, position) => ({ revision: position + 1 }));
  }

  stats(path: string): Stats {
    const made = this.#folders.get(path);
    if (made !== undefined) return { type: 'Directory', size: 0, ...named(path, made, made) };
    const { versions, created } = this.#file(path);
    const last = versions.at(-1);
    return { type: 'File', size: last?.content.length ?? 0, ...named(path, last?.at ?? created, created) };
  }

  /** What lies directly in a folder; the root is always there. */
  folder(path: string): Stats[] {
    if (path !== '/' && !this.#folders.has(path)) throw notFound(`Directory not found: ${path}`);
    const inside = [...this.#folders.keys(), ...this.#files.keys()];
    return inside.filter((one) => one !== '/' && dirname(one) === path).map((one) => this.stats(one));
  }

  /** The paths of files that contain the text; an empty text finds none (recorded so). */
  search(text: string): string[] {
    if (text === '') return [];
    return [...this.#files.keys()].filter((path) => path.includes(text)).sort();
  }

  makeFolder(path: string): void {
    for (let folder = path; folder !== '/' && folder !== '.'; folder = dirname(folder)) {
      if (!this.#folders.has(folder)) this.#folders.set(folder, Date.now());
    }
  }

  /** A file, or a folder with all in it. What is not there is moved without a word. */
  move(from: string, to: string): void {
    const renamed = (path: string) => to + path.slice(from.length);
    const made = this.#folders.get(from);
    const files = [...this.#files].filter(([path]) => isIn(path, from));
    const folders = [...this.#folders].filter(([path]) => isIn(path, from));
    if (made === undefined && files.length === 0) return;
    for (const [path, entry] of files) {
      this.#files.delete(path);
      this.#files.set(renamed(path), { versions: entry.versions.slice(-1), created: entry.created });
    }
    for (const [path, at] of folders) {
      this.#folders.delete(path);
      this.#folders.set(renamed(path), at);
    }
    this.makeFolder(dirname(to));
  }

  /** A file or a folder with all in it, and the folders above that are empty then. */
  delete(path: string): void {
    const found = this.#files.has(path) || this.#folders.has(path);
    if (!found) return;
    for (const file of this.#files.keys()) if (isIn(file, path)) this.#files.delete(file);
    for (const folder of this.#folders.keys()) if (isIn(folder, path)) this.#folders.delete(folder);
    for (
      let folder = dirname(path);
      folder !== '/' && this.folder(folder).length === 0;
      folder = dirname(folder)
    ) {
      this.#folders.delete(folder);
    }
  }

  all(): [path: string, content: Buffer][] {
    return [...this.#files.keys()].map((path) => [path, this.read(path)]);
  }

  #file(path: string): FileEntry {
    const entry = this.#files.get(path);
    if (!entry) throw this.#missing(path);
    return entry;
  }

  #missing(path: string): Error {
    return notFound(`File '${path}' was not found in namespace '${this.#namespace}'.`);
  }
}

/** A path as Kestra keeps it; refused where it leaves the namespace or means its flows. */
export function checkedPath(text: string): string {
  if (text.split('/').includes('..')) {
    throw invalidArgument("File should be accessed with their full path and not using relative '..' path.");
  }
  const path = `/${text.split('/').filter(Boolean).join('/')}`.replaceAll(' ', '+');
  if (path === '/_flows' || path.startsWith('/_flows/')) {
    throw invalidArgument('Forbidden path: /_flows');
  }
  return path;
}

function named(path: string, lastModifiedTime: number, creationTime: number): Omit<Stats, 'type' | 'size'> {
  return { fileName: basename(path), lastModifiedTime, creationTime, metadata: {} };
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
