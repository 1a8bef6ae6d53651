import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import { isBinaryName, isBinaryText, type FileKind } from '../model/outputFile.ts';
import { beginning } from '../model/shorten.ts';
import type { OperationContext } from './context.ts';
import { takeWithin } from './page.ts';

export interface PreviewRequest {
  executionId: string;
  /** Of a file in Kestra: `kestra://` or `nsfile://`. */
  uri: string;
  maxRows: number;
  maxBytes: number;
}

export interface FilePreview {
  uri: string;
  bytes: number;
  kind: FileKind;
  /** Records of an Ion file. */
  rows?: unknown[] | undefined;
  /** The first lines of any other text. */
  text?: string | undefined;
  /** There is more than shown. */
  truncated: boolean;
}

/** Kestra reads lines whole: of a larger file one line may be all of it. */
const LARGEST = 100 * 1024 * 1024;

/**
 * The beginning of a file that an execution wrote or was given. Its size is looked at first.
 *
 * @throws Failure `not_found` for a file that is not there (any more), `invalid` for one that is too large
 */
export async function previewFile(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  request: PreviewRequest,
): Promise<FilePreview> {
  const { kestra, signal } = context;
  const { executionId, uri, maxRows, maxBytes } = request;
  const bytes = await kestra.outputs.fileSize(executionId, uri, { signal }).catch((error: unknown) => {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({ message: told`Execution ${executionId} has no file ${uri}.` });
  });
  if (isBinaryName(uri)) return { uri, bytes, kind: 'binary', truncated: bytes > 0 };
  if (bytes > LARGEST) throw tooLarge(uri, bytes);
  const { content, truncated } = await kestra.outputs.previewFile(executionId, { uri, maxRows }, { signal });
  if (Array.isArray(content)) {
    const rows = takeWithin(content, maxBytes);
    return { uri, bytes, kind: 'rows', rows, truncated: truncated || rows.length < content.length };
  }
  const text = typeof content === 'string' ? content : '';
  if (isBinaryText(text)) return { uri, bytes, kind: 'binary', truncated: true };
  const shown = beginning(text, maxBytes);
  return { uri, bytes, kind: 'text', text: shown, truncated: truncated || shown.length < text.length };
}

function tooLarge(uri: string, bytes: number): Failure {
  const size = Math.ceil(bytes / 1024 / 1024);
  return new Failure('invalid', told`${uri} has ${size} MB; a preview reads at most ${LARGEST >> 20} MB.`, {
    hint: told`Download it from Kestra's page of the execution.`,
  });
}
