import * as l10n from '@vscode/l10n';
import type { FormField } from '../../model/input.ts';
import { exampleOf, placeholderOf, problemWith, titleOf } from './fieldRules.ts';
import { textOf, titled, type FieldAnswer, type FieldQuestion } from './fieldQuestion.ts';
import { askText } from './quickInput.ts';
import { BACK, type Answer } from './steps.ts';

/** Asks for a line of text, checked while it is typed. */
export async function askTyped(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value, objection, check, read = (text: string) => text } = question;
  const answer = await askText({
    ...question,
    title: titled(question),
    prompt: promptOf(field),
    placeholder: placeholderOf(field),
    value: value === undefined ? '' : textOf(value),
    password: field.type === 'SECRET',
    validate: (text) =>
      text !== '' && read(text) === undefined
        ? l10n.t('It must look like {0}', exampleOf(field.type))
        : problemWith(field, read(text) ?? ''),
    check: check && ((text, signal) => check(read(text) ?? text, signal)),
    objection,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { value: answer === '' ? undefined : read(answer) };
}

function promptOf(field: FormField): string {
  const asked = field.description ?? titleOf(field);
  return field.required ? asked : l10n.t('{0} (optional)', asked);
}
