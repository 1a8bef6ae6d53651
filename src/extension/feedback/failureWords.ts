import * as l10n from '@vscode/l10n';
import type { Failure } from '../../shared/failure.ts';
import { say, type Words } from '../../shared/told.ts';

/** What happened, in the language of this window where the words are ours; Kestra's own stay as they are. */
export function failureMessage({ words }: Failure): string {
  return translated(words.message);
}

/** What happened and what to do next. */
export function failureText({ words }: Failure): string {
  return [words.message, words.hint ?? ''].map(translated).filter(Boolean).join(' ');
}

/** Words that others than the extension have put together. */
export function translated(words: Words): string {
  return say(words, (template) => l10n.t(template));
}
