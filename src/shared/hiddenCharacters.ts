/**
 * Characters that a person does not see and a model does, or that make a screen show another text than there is:
 * controls (C0, C1), whatever Unicode calls ignorable (zero widths, directions, tags, selectors, soft hyphens),
 * interlinear marks, line separators, halves of surrogate pairs.
 *
 * Some of them belong to ordinary text and stay where it needs them:
 * - the joiners between letters of scripts that are written with them (Persian, Hindi, …) and within an emoji;
 * - one selector behind an emoji, a Han or a Mongolian character; more in a row carry hidden bytes;
 * - the tags of the flags of England, Scotland and Wales.
 *
 * A text is either read or written back. For reading, {@link cleanText} drops them. A source that is edited must come
 * back byte by byte: there {@link revealText} writes each as `⟦U+200B⟧`, and {@link concealText} undoes it.
 */
const HIDDEN = String.raw`[[\p{Cc}--[\n\t]]\p{DI}\p{Zl}\p{Zp}\p{Cs}\uFFF9-\uFFFB]`;

/** Scripts whose words are spelt with joiners. */
const JOINED = [
  'Arab',
  'Syrc',
  'Mand',
  'Nkoo',
  'Rohg',
  'Adlm',
  'Mong',
  'Phag',
  'Tibt',
  'Mymr',
  'Khmr',
  'Sinh',
]
  .concat('Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Limb', 'Java', 'Bali')
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

const NEEDED = [
  String.raw`\r(?=\n)`,
  String.raw`(?<=[[${JOINED}]--\p{DI}])[\u200C\u200D]`,
  String.raw`(?<=[\p{ExtPict}\p{EMod}]|\p{Emoji}\uFE0F)\u200D(?=\p{ExtPict})`,
  String.raw`(?<=\p{Emoji})[\uFE0E\uFE0F]`,
  String.raw`(?<=\p{Script=Han})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=[\u1820-\u18AA])[\u180B-\u180D\u180F]`,
  String.raw`(?<=\u{1F3F4})\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
].join('|');

let compiled: RegExp | undefined;

/** Built with the first text that needs it, since that takes milliseconds of a start. */
function hiddenOrNeeded(): RegExp {
  return (compiled ??= new RegExp(`(${NEEDED})|${HIDDEN}`, 'gv'));
}

/** Most text has none of these; finding that out has to be cheap. */
const ANY_UNUSUAL = /[^\n\t -~]/;

/** Colours, titles, links and moves of a terminal (ECMA-48), with the parameters that would be left as text. */
const TERMINAL =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)|\u001B[PX^_][^\u001B\n]*\u001B\\|\u001B[ -/]*[0-Z\\^-~]/g;
/** What ends a line somewhere, and what writes over the line before. */
// oxlint-disable-next-line no-control-regex -- as above
const LINE_END = /\r(?!\n)|[\u000B\u000C\u0085\u2028\u2029]/g;

const PLACEHOLDER = /⟦U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})⟧/g;
const BRACKET = '⟦U+27E6⟧';
/** An opening bracket that would be read as that of a placeholder. */
const LOOKS_LIKE_ONE = /⟦(?=U\+|hidden )/g;

/** A text for reading: without hidden characters and sequences for terminals, every end of a line as such. */
export function cleanText(text: string): string {
  if (!ANY_UNUSUAL.test(text)) return text;
  const lines = text.replace(TERMINAL, '').replace(LINE_END, '\n');
  return lines.replace(hiddenOrNeeded(), (character, needed?: string) => needed ?? replacementOf(character));
}

/** A copy of plain data with every text in it, names included, clean. */
export function cleanData<T>(data: T): T;
export function cleanData(data: unknown): unknown {
  if (typeof data === 'string') return cleanText(data);
  if (Array.isArray(data)) return data.map((item: unknown) => cleanData(item));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [cleanText(key), cleanData(item)]));
}

/** The same text with its hidden characters made visible. */
export function revealText(text: string): string {
  if (!ANY_UNUSUAL.test(text)) return text;
  const unambiguous = text.replace(LOOKS_LIKE_ONE, placeholderFor);
  return unambiguous.replace(
    hiddenOrNeeded(),
    (character, needed?: string) => needed ?? placeholderFor(character),
  );
}

/**
 * What was revealed, as it was. Nothing else can be written so: whoever reads a source before it is concealed must not
 * find another one.
 *
 * @param written how a character stands in the text, when not as it is
 */
export function concealText(text: string, written = (character: string) => character): string {
  return text.replace(PLACEHOLDER, (placeholder, code: string) => {
    const character = String.fromCodePoint(Number.parseInt(code, 16));
    return revealText(character) === placeholder || placeholder === BRACKET
      ? written(character)
      : placeholder;
  });
}

/** Half a surrogate pair is no character: programs that read UTF-8 stumble over it. */
function replacementOf(character: string): string {
  return /^\p{Cs}$/u.test(character) ? '\uFFFD' : '';
}

function placeholderFor(character: string): string {
  return `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;
}
