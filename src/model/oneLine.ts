const LONGEST = 200;

/**
 * A text that others wrote, within a sentence of ours: on one line, without invisible characters, and without what a
 * screen that renders Markdown or HTML would make a link, an image or code of.
 */
export function oneLine(text: string, maxCharacters = LONGEST): string {
  const plain = text
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', "'")
    .replaceAll('](', '] (')
    .trim();
  const characters = Array.from(plain);
  return characters.length <= maxCharacters ? plain : `${characters.slice(0, maxCharacters).join('')}…`;
}
