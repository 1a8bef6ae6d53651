import {
  closeSync,
  constants,
  fchmodSync,
  fdatasync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { auditFileName, auditFilesAmong } from '../../shared/audit/auditFiles.ts';
import type { AuditSink } from './auditSink.ts';

/** When a file is full, and how much is kept. */
export interface Retention {
  fileBytes: number;
  files: number;
  days: number;
}

/** At most 100 MB, a quarter of a year. */
export const RETENTION: Retention = { fileBytes: 5_000_000, files: 20, days: 90 };

const DAY_MS = 86_400_000;
/** Links are not followed, and a pipe that nobody reads does not hold us up. Windows knows neither. */
const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);
const OTHERS_MAY_WRITE = 0o002;
const ANY_MODE = 0o777;
const OWNER_ONLY = 0o600;
const fdatasyncAsync = promisify(fdatasync);

/**
 * Files of one folder that only its owner reads. Each line is a single write at the end of the file, which the system
 * does not mix with those of other processes, and which outlives this one once it returns. Nothing is ever renamed:
 * which file is written follows from the day and from what is full, so that several processes agree without a lock.
 */
export class FileSink implements AuditSink {
  readonly #folder: string;
  readonly #retention: Retention;
  #file: { descriptor: number; day: string; number: number } | undefined;

  constructor(folder: string, retention = RETENTION) {
    this.#folder = folder;
    this.#retention = retention;
  }

  append(line: string): void {
    const descriptor = this.#descriptor(new Date().toISOString().slice(0, 10));
    const bytes = Buffer.from(line);
    const written = writeSync(descriptor, bytes);
    if (written === bytes.length) return;
    // The next line shall not continue this one; if that fails as well, a reader finds it all the same.
    writeSync(descriptor, '\n');
    throw new Error(`only ${written} of ${bytes.length} bytes were written`);
  }

  async flush(): Promise<void> {
    if (this.#file !== undefined) await fdatasyncAsync(this.#file.descriptor);
  }

  /** The file that is to be written now. */
  #descriptor(day: string): number {
    if (this.#file?.day === day) {
      const { size, nlink } = fstatSync(this.#file.descriptor);
      // Somebody may have removed it, which must not swallow what follows.
      if (nlink > 0 && size < this.#retention.fileBytes) return this.#file.descriptor;
    }
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
    return this.#openFor(day);
  }

  #openFor(day: string): number {
    prepareFolder(this.#folder);
    const today = auditFilesAmong(readdirSync(this.#folder)).filter((file) => file.day === day);
    for (let number = today.at(-1)?.number ?? 1; ; number += 1) {
      const descriptor = openOwn(path.join(this.#folder, auditFileName(day, number)));
      const { size } = fstatSync(descriptor);
      if (size < this.#retention.fileBytes) {
        this.#file = { descriptor, day, number };
        if (size === 0) this.#removeOld(day);
        return descriptor;
      }
      closeSync(descriptor);
    }
  }

  #removeOld(today: string): void {
    const { files, days } = this.#retention;
    const oldest = new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
    const all = auditFilesAmong(readdirSync(this.#folder));
    const old = all.filter(({ day }, index) => index < all.length - files || day < oldest);
    // Another process may do the same at this moment.
    for (const { name } of old) rmSync(path.join(this.#folder, name), { force: true });
  }
}

/** @throws Error where others could put a file of theirs */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  if ((statSync(folder).mode & OTHERS_MAY_WRITE) !== 0) throw new Error(`everybody may write to ${folder}`);
}

/** @throws Error for anything but a regular file of this user */
function openOwn(file: string): number {
  const descriptor = openSync(file, FLAGS, OWNER_ONLY);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error(`${file} is no regular file`);
    const user = process.getuid?.();
    if (user !== undefined && stats.uid !== user) throw new Error(`${file} belongs to another user`);
    if (user !== undefined && (stats.mode & ANY_MODE) !== OWNER_ONLY) fchmodSync(descriptor, OWNER_ONLY);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
