import { editDistance } from './editDistance.ts';

/** How well a text fits a name; smaller is better, first by `typos`, then by `rest`. */
export interface Fit {
  typos: number;
  /** Letters of the name that the text says nothing about. */
  rest: number;
}

/** One typo is forgiven for so many letters. */
const LETTERS_PER_TYPO = 4;
/** Shorter texts are like too much. */
const SHORTEST = 3;

/**
 * How well a text with typing errors fits a name or some neighbouring words of it; how words are separated does not
 * count (`dialy ordres` fits `team.daily_orders`).
 *
 * @returns undefined when it does not
 */
export function fitOf(text: string, name: string): Fit | undefined {
  const wanted = wordsOf(text).join('');
  const allowed = Math.max(1, Math.floor(wanted.length / LETTERS_PER_TYPO));
  if (wanted.length < SHORTEST) return undefined;
  const words = wordsOf(name);
  const length = words.join('').length;
  let best: Fit | undefined;
  for (const part of neighbouringWords(words)) {
    if (Math.abs(part.length - wanted.length) > allowed) continue;
    const fit = { typos: editDistance(wanted, part), rest: length - part.length };
    if (fit.typos <= allowed && (best === undefined || compareFits(fit, best) < 0)) best = fit;
  }
  return best;
}

/** For sorting, the best fit first. */
export function compareFits(a: Fit, b: Fit): number {
  return a.typos - b.typos || a.rest - b.rest;
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[\s._-]+/)
    .filter((word) => word !== '');
}

function* neighbouringWords(words: readonly string[]): Generator<string> {
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= words.length; to += 1) yield words.slice(from, to).join('');
  }
}
