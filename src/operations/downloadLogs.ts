import { textPart } from '../model/textPart.ts';
import type { LogNarrowing } from '../kestra/dialect.ts';
import type { OperationContext } from './context.ts';
import { writeLocalFile } from './localFile.ts';
import { requireApplicable } from './readLogs.ts';

export interface LogDownload extends LogNarrowing {
  executionId: string;
  /** A new file below an allowed folder; without it the text itself is the result. */
  saveTo?: string | undefined;
  /** First line wanted of the text, from 1. */
  fromLine?: number | undefined;
  maxBytes?: number | undefined;
}

export interface DownloadedLogs {
  /** Of the whole log, UTF-8. */
  bytes: number;
  lines: number;
  savedTo?: string | undefined;
  text?: string | undefined;
  /** Where the text goes on when it was cut. */
  nextLine?: number | undefined;
}

/**
 * The log of an execution as plain text, into a file or as the result.
 *
 * @throws Failure `not_found`; `refused` or `conflict` when the file may not be written
 */
export async function downloadLogs(
  { kestra, signal, fileFolders = [] }: Pick<OperationContext, 'kestra' | 'signal' | 'fileFolders'>,
  { executionId, saveTo, fromLine = 1, maxBytes, ...narrowing }: LogDownload,
): Promise<DownloadedLogs> {
  requireApplicable(narrowing);
  const log = await kestra.logs.download(executionId, narrowing, { signal });
  const bytes = Buffer.byteLength(log);
  const part = textPart(log, fromLine, maxBytes ?? Number.POSITIVE_INFINITY);
  const lines = log === '' ? 0 : part.lines;
  if (saveTo === undefined) return { bytes, lines, text: part.text, nextLine: part.nextLine };
  return { bytes, lines, savedTo: await writeLocalFile(saveTo, fileFolders, log) };
}
