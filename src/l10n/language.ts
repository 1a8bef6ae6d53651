import * as l10n from '@vscode/l10n';

/** The language of the texts as a BCP 47 tag, told by the texts themselves. */
export function textLanguage(): string {
  return l10n.t({
    message: 'en',
    comment: [
      'The tag of the language that this file is in, by which dates and numbers are written: de, zh-CN.',
    ],
  });
}

/** How dates and numbers are written: as the system does where it speaks that language, which tells the region, too. */
export function textLocale(): string | undefined {
  const language = textLanguage();
  const { locale } = new Intl.DateTimeFormat().resolvedOptions();
  return language === 'en' || locale.startsWith(language) ? undefined : language;
}
