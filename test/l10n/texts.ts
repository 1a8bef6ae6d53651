import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

/** The languages beside English, as VS Code names them in the files of an extension. */
export const LANGUAGES = ['de', 'fr', 'es', 'zh-cn', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Texts by their key. */
export type Texts = Readonly<Record<string, string>>;

/** A text of the code with what its translators are told. */
type Exported = Readonly<Record<string, string | { message: string; comment: string[] }>>;

export const root = path.join(import.meta.dirname, '..', '..');

/** Two sets of texts: those of package.json, and those of the code. */
export const SETS = { manifest: 'package.nls', code: 'src/l10n/bundle.l10n' } as const;
export type SetName = keyof typeof SETS;

/** @param language English if absent */
export async function textsOf(set: SetName, language?: Language): Promise<Texts> {
  const exported = (await readJson(fileOf(set, language))) as Exported;
  return Object.fromEntries(
    Object.entries(exported).map(([key, text]) => [key, typeof text === 'string' ? text : text.message]),
  );
}

export function fileOf(set: SetName, language?: Language): string {
  return path.join(root, `${SETS[set]}${language === undefined ? '' : `.${language}`}.json`);
}

/** Every `l10n.t` of the sources, and every sentence that the rooms below the extension tell it. */
export async function exportedTexts(): Promise<Exported> {
  const sources = await sourcesIn('src/{extension,webview,l10n}/**/*.ts');
  const below = await sourcesIn('src/{shared,model,kestra,operations}/**/*.ts');
  const exported = [
    ...Object.entries(await getL10nJson(sources.map((contents) => ({ extension: '.ts', contents })))),
    ...below.flatMap(toldIn).map((template) => [template, template] as const),
  ];
  return Object.fromEntries(exported.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function sourcesIn(pattern: string): Promise<string[]> {
  const sources: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) {
    sources.push(await readFile(path.join(root, file), 'utf8'));
  }
  return sources;
}

/** The templates of told`…` in a source. @throws for one that holds another template, which the reader would miss */
export function toldIn(source: string): string[] {
  return [...source.matchAll(/\btold`((?:[^`\\]|\\.)*)`/g)].map(([, text = '']) => {
    let parts = 0;
    const template = text.replaceAll(/\$\{[^}]*\}/g, () => `{${parts++}}`);
    if (/\$\{|\\/.test(template)) throw new Error(`too clever for the export: told\`${text}\``);
    return template;
  });
}

export async function writeEnglish(exported: Exported): Promise<void> {
  await writeFile(fileOf('code'), `${JSON.stringify(exported, undefined, 2)}\n`);
}

export async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** The keys of one set that another lacks. */
export function missingIn(texts: Texts, of: Texts): string[] {
  return Object.keys(of).filter((key) => !Object.hasOwn(texts, key));
}
