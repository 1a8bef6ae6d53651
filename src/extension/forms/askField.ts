import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FormField } from '../../model/input.ts';
import { askMoment } from './askMoment.ts';
import { askStructure } from './askStructure.ts';
import { askTyped } from './askTyped.ts';
import { leaveOut, titled, wanted, type FieldAnswer, type FieldQuestion } from './fieldQuestion.ts';
import { isMissing, shown, titleOf, widgetOf } from './fieldRules.ts';
import { askMany, askPick, type PickItem } from './quickInput.ts';
import { BACK, type Answer } from './steps.ts';

/** Asks for the value of one field in the way that suits its type. */
export function askField(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  switch (widgetOf(question.field)) {
    case 'yesNo':
      return askYesNo(question);
    case 'choice':
      return askChoice(question);
    case 'choices':
      return askChoices(question);
    case 'file':
      return askFile(question);
    case 'moment':
      return askMoment(question);
    case 'structure':
      return askStructure(question);
    default:
      return askTyped(question);
  }
}

function askYesNo(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  return pickValue(question, [
    { label: `$(check) ${l10n.t('Yes')}`, answer: { value: true } },
    { label: `$(close) ${l10n.t('No')}`, answer: { value: false } },
  ]);
}

function askChoice(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { values = [] } = question.field;
  return pickValue(
    question,
    values.map((value) => ({ label: value, answer: { value } })),
  );
}

function pickValue(
  question: FieldQuestion,
  choices: readonly PickItem<FieldAnswer>[],
): Promise<Answer<FieldAnswer>> {
  const { field, value = field.default } = question;
  const items = choices.map((item) =>
    field.default !== undefined && item.answer.value === field.default
      ? { ...item, description: l10n.t("Kestra's default") }
      : item,
  );
  return askPick({
    ...question,
    title: titled(question),
    placeholder: wanted(question),
    items: [...items, ...leaveOut(field)],
    isActive: (answer) => answer.value === value,
    own: field.allowCustomValue ? (text) => ownValue(text, { value: text }) : undefined,
  });
}

function ownValue<T>(label: string, answer: T): PickItem<T> {
  return { label, description: l10n.t('a value of your own'), answer };
}

async function askChoices(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value = field.default } = question;
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const own = chosen.filter((text) => !field.values?.includes(text));
  const answer = await askMany({
    ...question,
    title: titled(question),
    placeholder: wanted(question),
    items: [...(field.values ?? []), ...own].map((label) => ({ label, answer: label })),
    chosen,
    own: field.allowCustomValue ? (text) => ownValue(text, text) : undefined,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { value: answer.length === 0 && !field.required ? undefined : answer };
}

async function askFile(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value } = question;
  const answer = await askPick<'choose' | 'keep' | 'none'>({
    ...question,
    title: titled(question),
    placeholder: wanted(question),
    items: [
      ...(value === undefined
        ? []
        : [{ label: `$(check) ${l10n.t('Keep {0}', shown(field, value))}`, answer: 'keep' as const }]),
      { label: `$(file-add) ${l10n.t('Choose a file…')}`, answer: 'choose' },
      ...(isMissing(field, {}) ? [] : [{ label: `$(dash) ${l10n.t('Leave out')}`, answer: 'none' as const }]),
    ],
  });
  if (answer === undefined || answer === BACK) return answer;
  if (answer === 'keep') return { value };
  return answer === 'none' ? { value: undefined } : ((await readChosenFile(field)) ?? askFile(question));
}

async function readChosenFile(field: FormField): Promise<FieldAnswer | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({ title: titleOf(field), openLabel: l10n.t('Use This File') })) ?? [];
  if (uri === undefined) return undefined;
  const content =
    uri.scheme === 'file' ? await readFile(uri.fsPath) : await vscode.workspace.fs.readFile(uri);
  const base64 = Buffer.from(content).toString('base64');
  return { value: { filename: path.posix.basename(uri.path), base64 } };
}
