/** Whole lines of a text from one on. */
export interface TextPart {
  text: string;
  /** How many lines the text has. */
  lines: number;
  /** Where to go on, when the rest did not fit. */
  nextLine?: number | undefined;
}

/** Whole lines from this one (counted from 1), as many as fit; always at least one. */
export function textPart(text: string, fromLine: number, maxBytes: number): TextPart {
  const lines = text.split('\n');
  const shown = linesWithin(lines.slice(fromLine - 1), maxBytes);
  const next = fromLine + shown.length;
  return {
    text: shown.join('\n'),
    lines: lines.length,
    nextLine: next <= lines.length ? next : undefined,
  };
}

function linesWithin(lines: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > maxBytes;
  });
  return end === -1 ? [...lines] : lines.slice(0, Math.max(1, end));
}
