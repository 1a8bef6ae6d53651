import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exportedTexts, LANGUAGES, missingIn, readJson, root, SETS, textsOf, type SetName } from './texts.ts';

/** Names, and words that some language has in common with English. */
const COMMON_WORDS = new Set(
  `Agent Arguments Backfill Backfills Blueprints Client Description Explorer Flow Flows Graph HTTP Labels Namespace Namespaces No Plugins
   Revision Task Trigger Triggers Type in optional production B KB MB GB`.split(/\s+/),
);
/** Texts of package.json that are names, or VS Code's own. */
const NAMES = new Set(['Kestra', 'Kestra MCP', '${path}']);
/** Members of package.json that people read in VS Code. npm shows the description as it stands, so it is no key. */
const READ = [
  'title',
  'name',
  'label',
  'contents',
  'altText',
  'description',
  'markdownDescription',
  'enumDescriptions',
];

describe('the texts of the code', () => {
  it('are those of src/l10n/bundle.l10n.json', async function () {
    // The export's parser takes seconds, and more where much else runs.
    this.timeout(300_000);
    assert.deepEqual(
      await readJson(path.join(root, 'src', 'l10n', 'bundle.l10n.json')),
      JSON.parse(JSON.stringify(await exportedTexts())),
      'npm run l10n writes it; then each language needs what is new: src/l10n/README.md',
    );
  });
});

describe('the texts of package.json', () => {
  it('are keys wherever people read them', async () => {
    const manifest = (await readJson(path.join(root, 'package.json'))) as { contributes: object };
    const read = textsIn(manifest.contributes);
    assert.ok(read.length > 50);
    assert.deepEqual(
      read.filter((text) => !/^%.+%$/.test(text) && !NAMES.has(text)),
      [],
      'put it into package.nls.json, and its %key% here',
    );
    const keys = new Set(read.filter((text) => text.startsWith('%')).map((text) => text.slice(1, -1)));
    assert.deepEqual(keys, new Set(Object.keys(await textsOf('manifest'))));
  });
});

for (const language of LANGUAGES) {
  for (const set of Object.keys(SETS) as SetName[]) {
    describe(`${SETS[set]}.${language}.json`, () => {
      it('has every text, and none that is no longer used', async () => {
        const [english, translated] = [await textsOf(set), await textsOf(set, language)];
        assert.deepEqual(missingIn(translated, english), [], 'to be translated');
        assert.deepEqual(missingIn(english, translated), [], 'no longer used');
      });

      it('keeps the places, commands, code and icons of each text', async () => {
        const english = await textsOf(set);
        for (const [key, text] of Object.entries(await textsOf(set, language))) {
          assert.deepEqual(fixedParts(text), fixedParts(english[key] ?? ''), key);
        }
      });

      it('has no text that was left in English', async () => {
        const english = await textsOf(set);
        const same = Object.entries(await textsOf(set, language)).filter(
          ([key, text]) => text.trim() === '' || (text === english[key] && hasOwnWords(text)),
        );
        assert.deepEqual(Object.fromEntries(same), {}, 'or add the word to those that languages share');
      });
    });
  }

  it(`every page of the walkthrough is there in ${language}, with the same parts`, async () => {
    for (const page of ['connect', 'resume', 'run']) {
      const shape = async (file: string): Promise<string[]> => {
        const text = await readFile(path.join(root, 'media', 'walkthrough', file), 'utf8');
        return text.split('\n').map((line) => /^(#|\* |\d\. |\|)?/.exec(line)?.[0] ?? '');
      };
      assert.deepEqual(await shape(`${page}.nls.${language}.md`), await shape(`${page}.md`), page);
    }
  });
}

/** What people read of a part of package.json. */
function textsIn(part: unknown, member = ''): string[] {
  if (typeof part === 'string') return READ.includes(member) ? [part] : [];
  if (Array.isArray(part)) return part.flatMap((item) => textsIn(item, member));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => textsIn(value, name));
}

/** What no translation may change, in whatever order. The question of a chat command is in the user's language. */
function fixedParts(text: string): string[] {
  return [...text.matchAll(/\{\d\}|\(command:[^?)]+|`[^`]+`|\$\([\w~-]+\)/g)]
    .map(([part]) => part)
    .toSorted();
}

function hasOwnWords(text: string): boolean {
  const words = text.replaceAll(/\{\d\}/g, ' ').match(/\p{L}+/gu) ?? [];
  return words.some((word) => !COMMON_WORDS.has(word));
}
