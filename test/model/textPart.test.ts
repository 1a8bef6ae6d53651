import assert from 'node:assert/strict';
import { textPart } from '../../src/model/textPart.ts';

const TEXT = 'one\ntwo\nthree\nfour';

describe('textPart', () => {
  it('gives a text that fits in one part', () =>
    assert.deepEqual(textPart(TEXT, 1, 100), { text: TEXT, lines: 4, nextLine: undefined }));

  it('cuts between lines and says where to go on', () => {
    const first = textPart(TEXT, 1, 9);
    assert.deepEqual(first, { text: 'one\ntwo', lines: 4, nextLine: 3 });
    assert.deepEqual(textPart(TEXT, first.nextLine ?? 0, 100), {
      text: 'three\nfour',
      lines: 4,
      nextLine: undefined,
    });
  });

  it('gives a line that is too long all the same, lest it never went on', () =>
    assert.deepEqual(textPart('a long line\nb', 1, 3), { text: 'a long line', lines: 2, nextLine: 2 }));
});
