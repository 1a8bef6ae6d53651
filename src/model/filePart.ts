/** A part of a file's content. */
export interface FilePart {
  encoding: 'text' | 'base64';
  content: string;
  /** Where to go on, in bytes. */
  nextOffset?: number | undefined;
}

/** Bytes looked at to tell text from binary data. */
const SAMPLE = 8_192;
/** Base64 writes three bytes as four characters. */
const GROUP = 3;

/** So many bytes from an offset on; text is cut behind a line where there is one, else between characters. */
export function filePart(bytes: Buffer, offset: number, limit: number): FilePart {
  const isText = looksLikeText(bytes);
  const end = Math.min(bytes.length, isText ? textEnd(bytes, offset, limit) : binaryEnd(offset, limit));
  const part = bytes.subarray(offset, end);
  return {
    encoding: isText ? 'text' : 'base64',
    content: part.toString(isText ? 'utf8' : 'base64'),
    nextOffset: end < bytes.length ? end : undefined,
  };
}

function looksLikeText(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.includes(0)) return false;
  // A character may be cut at the sample's end; whatever else is not UTF-8 is no text.
  const whole = bytes.length <= SAMPLE ? sample : sample.subarray(0, characterStart(sample, SAMPLE - 1));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(whole);
    return true;
  } catch {
    return false;
  }
}

function textEnd(bytes: Buffer, offset: number, limit: number): number {
  const end = offset + limit;
  if (end >= bytes.length) return bytes.length;
  const line = bytes.lastIndexOf('\n', end - 1) + 1;
  if (line > offset) return line;
  const character = characterStart(bytes, end);
  return character > offset ? character : characterEnd(bytes, end);
}

function binaryEnd(offset: number, limit: number): number {
  return offset + Math.max(GROUP, limit - (limit % GROUP));
}

/** The start of the UTF-8 character at a position. */
function characterStart(bytes: Buffer, position: number): number {
  let start = position;
  while (start > 0 && isContinued(bytes[start])) start -= 1;
  return start;
}

function characterEnd(bytes: Buffer, position: number): number {
  let end = position;
  while (isContinued(bytes[end])) end += 1;
  return end;
}

/** Whether a byte is not the first of its character. */
function isContinued(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}
