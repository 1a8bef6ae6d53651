import type { HttpRequest } from '../http.ts';
import { multipart, type Part } from '../multipart.ts';
import type { IdMap } from './idMap.ts';
import type { RecordedPart, RecordedRequest } from './recording.ts';

/** The recorded request with live ids in place of the recorded ones, ready to be sent. */
export function liveRequest(recorded: RecordedRequest, ids: IdMap): HttpRequest {
  return {
    method: recorded.method,
    path: unabridged(ids.toLive(recorded.path)),
    ...authorization(recorded.auth),
    ...content(recorded, ids),
  };
}

function content(recorded: RecordedRequest, ids: IdMap): Pick<HttpRequest, 'headers' | 'body'> {
  const headers = { 'Accept-Encoding': 'identity', ...recorded.headers };
  const { body } = recorded;
  if (body === null) return { headers };
  if (typeof body === 'string') return { headers, body: ids.toLive(body) };
  const form = multipart(body.map((part) => livePart(part, ids)));
  return { headers: { ...headers, 'Content-Type': form.contentType }, body: form.body };
}

function livePart(part: RecordedPart, ids: IdMap): Part {
  const [, bytes] = /^\((\d+) bytes of binary data\)$/.exec(part.value) ?? [];
  const value = bytes
    ? Buffer.from(Array.from({ length: Number(bytes) }, (_, index) => index % 256))
    : ids.toLive(part.value);
  return { ...part, value };
}

/** The recorder wrote a query of 9000 letters as "xxx... (9000 characters of x)". */
function unabridged(path: string): string {
  return path.replace(/x+\.\.\. \((\d+) characters of x\)/, (_, length: string) =>
    'x'.repeat(Number(length)),
  );
}

function authorization(auth: string | undefined): Pick<HttpRequest, 'authorization'> {
  switch (auth) {
    case undefined:
      return {};
    case 'none sent':
      return { authorization: null };
    case 'wrong password':
      return { authorization: `Basic ${Buffer.from('admin@kestra.io:wrong').toString('base64')}` };
    case 'Bearer with an invalid token':
      return { authorization: 'Bearer invalid' };
    default:
      throw new Error(`Unknown way to sign in: ${auth}`);
  }
}
