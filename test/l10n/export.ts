/**
 * `npm run l10n`: writes the texts of the sources to src/l10n/bundle.l10n.json, and tells which keys each language
 * lacks and which it has for nothing.
 */
import path from 'node:path';
import {
  exportedTexts,
  fileOf,
  LANGUAGES,
  missingIn,
  SETS,
  textsOf,
  writeEnglish,
  type SetName,
} from './texts.ts';

await writeEnglish(await exportedTexts());
let open = 0;
for (const set of Object.keys(SETS) as SetName[]) {
  const english = await textsOf(set);
  for (const language of LANGUAGES) {
    const translated = await textsOf(set, language);
    const lines = [
      ...missingIn(translated, english).map((key) => `  missing: ${JSON.stringify(key)}`),
      ...missingIn(english, translated).map((key) => `  no longer used: ${JSON.stringify(key)}`),
    ];
    open += lines.length;
    if (lines.length > 0) console.log([path.basename(fileOf(set, language)), ...lines].join('\n'));
  }
}
console.log(open === 0 ? 'Every text is there in every language.' : `${open} texts to look at.`);
