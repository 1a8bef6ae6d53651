/** Characters that are given up at most so that no word is cut. */
const LONGEST_WORD = 200;

/** A text cut to a length, with a word about how long it was. */
export function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${beginning(text, maxCharacters)}… (${text.length} characters)`;
}

/** The beginning of a text up to a word's end where there is one: a part of a token could not be told as such. */
export function beginning(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const start = Math.max(1, maxCharacters - LONGEST_WORD);
  const space = text.slice(start, maxCharacters + 1).search(/\s\S*$/);
  return text.slice(0, space === -1 ? maxCharacters : start + space);
}
