/** One part of a `multipart/form-data` body; a file as soon as it has a file name, be it empty. */
export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly value: string | Buffer;
}

export interface MultipartBody {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Writes the parts as they stand, so that odd ones (no name, empty file name) can be sent too. */
export function multipart(parts: readonly Part[]): MultipartBody {
  const boundary = 'conformance-boundary';
  const chunks = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${partHeaders(part)}\r\n\r\n`),
    typeof part.value === 'string' ? Buffer.from(part.value) : part.value,
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function partHeaders(part: Part): string {
  const filename = part.filename === undefined ? '' : `; filename="${part.filename}"`;
  const disposition = `Content-Disposition: form-data; name="${part.name}"${filename}`;
  return part.contentType === undefined ? disposition : `${disposition}\r\nContent-Type: ${part.contentType}`;
}
