import assert from 'node:assert/strict';
import { filePart } from '../../src/model/filePart.ts';

/** All parts of a file, put together again. */
function reread(bytes: Buffer, limit: number): Buffer {
  const parts: Buffer[] = [];
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const part = filePart(bytes, offset, limit);
    parts.push(Buffer.from(part.content, part.encoding === 'text' ? 'utf8' : 'base64'));
    offset = part.nextOffset;
  }
  return Buffer.concat(parts);
}

describe('filePart', () => {
  it('cuts text behind a line', () =>
    assert.deepEqual(filePart(Buffer.from('one\ntwo\nthree'), 0, 9), {
      encoding: 'text',
      content: 'one\ntwo\n',
      nextOffset: 8,
    }));

  it('cuts a long line between characters', () => {
    const text = 'ü😀'.repeat(50);
    for (const limit of [1, 2, 3, 4, 5, 7, 64]) {
      assert.equal(reread(Buffer.from(text), limit).toString(), text, `${limit} bytes at once`);
    }
  });

  it('tells binary data from text, and cuts it so that its base64 can be put together', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const part = filePart(bytes, 0, 10);
    assert.deepEqual([part.encoding, part.content, part.nextOffset], ['base64', 'AAECAwQFBgcI', 9]);
    assert.deepEqual(reread(bytes, 10), bytes);
    assert.equal(filePart(Buffer.from([0xc3, 0x28]), 0, 10).encoding, 'base64');
  });

  it('is not misled by a character across the end of what it looks at', () => {
    const text = `${'x'.repeat(8_191)}ü and more`;
    assert.equal(filePart(Buffer.from(text), 0, 10).encoding, 'text');
  });

  it('gives an empty file as empty text', () =>
    assert.deepEqual(filePart(Buffer.alloc(0), 0, 10), {
      encoding: 'text',
      content: '',
      nextOffset: undefined,
    }));
});
