import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { auditFilesAmong, type AuditFile } from './auditFiles.ts';
import { parseAuditLine, type AuditLine } from './auditLine.ts';

const CHUNK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;

/** Reads what is new in the audit log, each line once. Whoever writes at the same time is not disturbed. */
export class AuditReader {
  readonly #folder: string;
  /** Bytes read of each file, up to the end of a line. */
  readonly #offsets = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The files of the log, the oldest first; none where there is no folder yet. */
  async files(): Promise<AuditFile[]> {
    try {
      return auditFilesAmong(await readdir(this.#folder));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  /** The whole lines that this reader has not seen, in the order of the files. */
  async readNew(): Promise<AuditLine[]> {
    const lines: AuditLine[] = [];
    for (const { name } of await this.files()) lines.push(...(await this.readFile(name)));
    return lines;
  }

  /**
   * The lines of one file that this reader has not seen.
   *
   * @param lastBytes when the file is new to this reader, only its end is read
   */
  async readFile(name: string, lastBytes = Infinity): Promise<AuditLine[]> {
    const file = await open(path.join(this.#folder, name), 'r').catch(nothingIfGone);
    if (file === undefined) return [];
    try {
      const { size } = await file.stat();
      const from = this.#offsets.get(name) ?? Math.max(0, size - lastBytes);
      if (size <= from) return [];
      const { bytes, text } = wholeLines(await readBetween(file, from, size));
      this.#offsets.set(name, from + bytes);
      return text
        .split('\n')
        .map(parseAuditLine)
        .filter((line) => line !== undefined);
    } finally {
      await file.close();
    }
  }

  /** What was written up to now counts as seen. */
  async skip(): Promise<void> {
    for (const { name } of await this.files()) await this.readFile(name);
  }
}

async function readBetween(
  file: Awaited<ReturnType<typeof open>>,
  from: number,
  to: number,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let position = from; position < to;) {
    const { bytesRead, buffer } = await file.read({
      buffer: Buffer.alloc(Math.min(CHUNK_BYTES, to - position)),
      position,
    });
    if (bytesRead === 0) break;
    parts.push(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return Buffer.concat(parts);
}

/** Somebody may be writing the last one. */
function wholeLines(buffer: Buffer): { bytes: number; text: string } {
  const bytes = buffer.lastIndexOf(LINE_FEED) + 1;
  return { bytes, text: buffer.toString('utf8', 0, bytes) };
}

/** Old files are removed at any time. */
function nothingIfGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
