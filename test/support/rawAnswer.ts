import { STATUS_CODES, type IncomingMessage } from 'node:http';

/** An answer byte for byte as it travels: status line, headers, and the body in its own framing. */
export async function* rawAnswer(answer: IncomingMessage): AsyncGenerator<Buffer> {
  const { statusCode = 500, rawHeaders, headers } = answer;
  const lines = [`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  yield Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const isChunked = headers['transfer-encoding'] === 'chunked';
  for await (const part of answer as AsyncIterable<Buffer>) yield isChunked ? chunk(part) : part;
  if (isChunked) yield chunk(Buffer.alloc(0));
}

function chunk(part: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
}
