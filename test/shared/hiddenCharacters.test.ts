import assert from 'node:assert/strict';
import { cleanText, concealText, revealText } from '../../src/shared/hiddenCharacters.ts';
import { ACTIVE, HARMLESS, HIDDEN, NEEDS_HIDDEN, TELLING, UNSEEN } from '../support/hostile.ts';
import { Random } from '../support/random.ts';

const ALL = [...HIDDEN, ...NEEDS_HIDDEN, ...ACTIVE, ...TELLING].map(({ text }) => text).concat(HARMLESS);
const SEED = 20_261_121;
const ROUNDS = 3_000;

/** Where hidden characters and those that need them are. */
const RANGES: readonly [[number, number], ...[number, number][]] = [
  [0, 0x2_ff],
  [0x6_00, 0x6_ff],
  [0x9_00, 0x9_7f],
  [0x11_80, 0x18_ff],
  [0x20_00, 0x20_7f],
  [0xd7_00, 0xe0_10],
  [0xfe_00, 0xff_ff],
  [0x1_f3_00, 0x1_f6_ff],
  [0xe_00_00, 0xe_01_ef],
];

/** Pieces of the corpus, single code points from where the hidden ones are, and brackets of placeholders. */
function* generated(): Generator<string> {
  const random = new Random(SEED);
  const piece = (): string => {
    const [from, to] = random.pick(RANGES);
    const kinds = [
      () => String.fromCodePoint(from + random.below(to - from)),
      () => random.pick(['⟦', '⟧', 'U+200B', 'hidden 00000000', '\u001B', '[0m', '\r', '\n']),
      () => random.pick(['\u200D', '\u200C', '\uFE0F', '\u0645', '\u{1F468}', '\u{1F3F4}']),
      () => random.pick(['', ...ALL]).slice(0, random.below(40)),
    ] as const;
    return random.pick(kinds)();
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    yield Array.from({ length: 1 + random.below(12) }, piece).join('');
  }
}

describe('hidden characters', () => {
  for (const { what, text } of HIDDEN) {
    it(`go from text that is read, and are seen in a source: ${what}`, () => {
      assert.match(text, new RegExp(`${UNSEEN.source}|\u200D|\u200C`, 'u'));
      for (const shown of [cleanText(text), revealText(text)]) assert.doesNotMatch(shown, UNSEEN);
      assert.match(revealText(text), /⟦U\+[0-9A-F]{4,6}⟧/);
      assert.equal(concealText(revealText(text)), text);
    });
  }

  for (const { what, text } of NEEDS_HIDDEN) {
    it(`stay where ordinary text needs them: ${what}`, () => {
      assert.equal(cleanText(text), text);
      assert.equal(revealText(text), text);
    });
  }

  it('take with them what terminals read with them, and nothing that is to be read', () => {
    assert.equal(cleanText('\u001B[1;31mfailed\u001B[0m: 3 \u001B[4mrows'), 'failed: 3 rows');
    assert.equal(cleanText('\u001B]8;;http://evil.example\u001B\\click\u001B]8;;\u001B\\'), 'click');
    assert.equal(cleanText('10 %\r20 %\r\n'), '10 %\n20 %\r\n');
    assert.equal(cleanText('\u001B]0;never closed'), ']0;never closed');
    assert.equal(cleanText('pass\u200Dword'), 'password');
    assert.equal(cleanText('a\uD800b'), 'a\uFFFDb');
  });

  it('are no way to hide bytes behind an emoji or a flag', () => {
    const [tags, selectors] = ['tags behind a flag', 'selectors that carry bytes'].map(
      (what) => HIDDEN.find((one) => one.what === what)?.text ?? '',
    );
    assert.equal(cleanText(tags ?? ''), '\u{1F3F4}');
    assert.equal(cleanText(selectors ?? ''), '\u{1F600}');
    const england = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
    assert.equal(cleanText(`${england}\u{E0041}`), england);
  });

  it('that a source merely names stay as they are', () => {
    for (const source of ['⟦U+200B⟧', '⟦hidden 00000000⟧', '⟦x⟧', '⟦⟦U+1F600⟧⟧']) {
      assert.equal(concealText(revealText(source)), source);
    }
    // A letter written so would be read by one and not by another.
    for (const text of ['⟦U+110000⟧', '⟦U+0063⟧', '⟦U+000A⟧', '⟦U+1F600⟧', '⟦U+00200B⟧']) {
      assert.equal(concealText(text), text);
    }
  });

  it(`hold for any text (seed ${SEED})`, () => {
    for (const text of [...ALL, ...generated()]) {
      const [cleaned, revealed] = [cleanText(text), revealText(text)];
      const shown = JSON.stringify(text);
      assert.doesNotMatch(cleaned, UNSEEN, shown);
      assert.doesNotMatch(revealed, UNSEEN, shown);
      assert.equal(cleanText(cleaned), cleaned, shown);
      assert.equal(cleanText(revealed), revealed, shown);
      assert.equal(concealText(revealed), text, shown);
      assert.ok(cleaned.length <= text.length, shown);
      assert.ok(revealed.length <= text.length * '⟦U+0000⟧'.length, shown);
    }
  });
});
