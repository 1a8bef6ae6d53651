import type { InputPart } from '../model/inputValue.ts';

/** The multipart body for inputs; undefined without any, since Kestra takes a request without body then. */
export function multipart(parts: readonly InputPart[]): FormData | undefined {
  if (parts.length === 0) return undefined;
  const form = new FormData();
  // Texts first: the nearer to the beginning, the safer (see below).
  for (const part of parts.toSorted((a, b) => Number('content' in a) - Number('content' in b))) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, new Blob([new Uint8Array(part.content)]), part.filename);
  }
  return form;
}

/**
 * A form in one piece. Kestra's HTTP server (Netty) keeps a carriage return as the end of a value when what it has
 * read so far ends exactly between it and its line feed: `true` becomes false, `15` is refused. It reads a new
 * connection in pieces of 2 KB, a used one in pieces of any size, so forms travel whole and on connections of their own.
 */
export async function encodeForm(form: FormData): Promise<{ body: Buffer; contentType: string }> {
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { body: Buffer.from(await encoded.arrayBuffer()), contentType };
}
