import { cleanText } from '../shared/hiddenCharacters.ts';

/** What may not stand in a label as it is: it could end the label, or be read as HTML or Markdown. */
const SPECIAL = /[^\p{L}\p{N} _.,:/=…-]/gu;

/** Starts of a line that Mermaid reads as a list, which it then refuses. */
const LIST = /^(?:\d+\.|-)(?= )/;

/** Any text as a quoted Mermaid label that shows exactly that text, line breaks aside. */
export function mermaidLabel(...lines: string[]): string {
  return `"${lines.map(escapeLine).join('<br/>')}"`;
}

function escapeLine(line: string): string {
  return cleanText(line)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(SPECIAL, entity)
    .replace(LIST, (start) => start.slice(0, -1) + entity(start.slice(-1)));
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}
