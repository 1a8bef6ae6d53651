/** Every file in Kestra's internal storage that a value names, each once. */
export function filesIn(value: unknown): string[] {
  return [...new Set(uris(value))];
}

function* uris(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('kestra://')) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* uris(member);
  }
}

/** The execution that wrote a file: a replay may show files of its original, which have to be asked for there. */
export function executionOfFile(uri: string): string | undefined {
  return /^kestra:\/\/.*?\/executions\/([^/]+)\//.exec(uri)?.[1];
}

/** Rows for lists, text for texts; nothing to show of what is binary. */
export type FileKind = 'rows' | 'text' | 'binary';

const BINARY =
  /\.(7z|avro|bin|bmp|bz2|class|db|docx?|duckdb|exe|gif|gz|ico|jar|jpe?g|mp[34]|orc|parquet|pdf|pkl|png|so|sqlite|tar|tiff?|wav|webp|xlsx?|zip|zst)$/i;

export function isBinaryName(uri: string): boolean {
  return BINARY.test(uri);
}

/** Bytes that are no text come as the replacement character, or as NUL. */
export function isBinaryText(text: string): boolean {
  const start = text.slice(0, 2_000);
  const replaced = start.split('\uFFFD').length - 1;
  return start.includes('\0') || replaced > start.length / 10;
}
