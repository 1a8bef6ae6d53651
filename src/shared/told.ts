/** A sentence of ours and what stands in it, kept apart so that whoever shows it can say it in another language. */
export interface Told {
  /** In English, with `{0}` for the first part. */
  readonly template: string;
  readonly parts: readonly Words[];
}

/** A sentence of ours, or text that is never translated: names, and Kestra's own words. */
export type Words = string | Told;

/** Tagged template for sentences that people read in their language, and agents and logs in English. */
export function told(strings: TemplateStringsArray, ...parts: (Words | number)[]): Told {
  const template = strings.reduce((text, next, index) => `${text}{${index - 1}}${next}`);
  return { template, parts: parts.map((part) => (typeof part === 'number' ? String(part) : part)) };
}

/** Several in a row, between commas. */
export function toldList(items: readonly Words[]): Told {
  return { template: items.map((_, index) => `{${index}}`).join(', '), parts: items };
}

/** @param translate gives the template in the language that is wanted; English without it */
export function say(words: Words, translate: (template: string) => string = (template) => template): string {
  if (typeof words === 'string') return words;
  return translate(words.template).replaceAll(/\{(\d+)\}/g, (place, index: string) => {
    const part = words.parts[Number(index)];
    return part === undefined ? place : say(part, translate);
  });
}
