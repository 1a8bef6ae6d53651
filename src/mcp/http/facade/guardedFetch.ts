import { lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './publicAddress.ts';

/** Of the whole document, in milliseconds. */
const LIMIT_MS = 5_000;
const MOST_BYTES = 64 * 1024;

/** What a test puts in the place of the internet. */
export interface Internet {
  mayReach: (address: string) => boolean;
  /** An authority that is trusted beside those of the machine. */
  ca?: string;
}

/**
 * A document of a stranger, such as a client's metadata: over https from a public address, in a few seconds, of a few
 * kilobytes. Redirects are answers like any other.
 *
 * @throws Error for anything else
 */
export async function guardedFetch(
  address: string | URL,
  { mayReach, ca }: Internet = { mayReach: isPublicAddress },
): Promise<Response> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') throw new Error(`${url.protocol} is not fetched.`);
  // An address that is written out is never looked up.
  if (isIP(host) !== 0 && !mayReach(host)) throw notPublic(host);
  const signal = AbortSignal.timeout(LIMIT_MS);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { accept: 'application/json' };
    const options = { headers, signal, agent: false, lookup: lookupAmong(mayReach), ...(ca && { ca }) };
    get(url, options, resolve).once('error', reject);
  });
  return new Response(await bodyOf(answer), {
    status: answer.statusCode ?? 502,
    headers: Object.entries(answer.headersDistinct).map(([name, values]) => [name, String(values)]),
  });
}

/** What a name stands for is judged when the connection is made: asked again, it may stand for something else. */
function lookupAmong(mayReach: Internet['mayReach']): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return callback(error ?? notPublic(hostname), []);
      if (!found.every(({ address }) => mayReach(address))) return callback(notPublic(hostname), []);
      return options.all === true ? callback(null, found) : callback(null, first.address, first.family);
    });
  };
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`The document is longer than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function notPublic(host: string): Error {
  return new Error(`${host} is no public address.`);
}
