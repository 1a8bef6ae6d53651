import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FormField } from '../../model/input.ts';
import { isMissing, placeholderOf, problemWith, shown, titleOf, widgetOf } from './fieldRules.ts';
import { askMany, askPick, askText, type PickItem } from './quickInput.ts';
import { BACK, type Answer, type StepPlace } from './steps.ts';

/** What is asked about one field, and what is known already. */
export interface FieldQuestion extends StepPlace {
  /** Of the whole form. */
  title: string;
  field: FormField;
  /** What was given before; undefined leaves it to Kestra. */
  value: unknown;
  /** What Kestra had against that value. */
  objection?: string | undefined;
  /** What Kestra has against another value. */
  check?: ((value: unknown, signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** A field's answer; its value is undefined when Kestra's default shall apply. */
export interface FieldAnswer {
  value: unknown;
}

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
    default:
      return askTyped(question);
  }
}

async function askTyped(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value, objection, check } = question;
  const answer = await askText({
    ...question,
    title: titled(question),
    prompt: promptOf(field),
    placeholder: placeholderOf(field),
    value: value === undefined ? '' : shownForEditing(value),
    password: field.type === 'SECRET',
    validate: (text) => problemWith(field, text),
    check,
    objection,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { value: answer === '' ? undefined : answer };
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
    placeholder: question.objection ?? field.description ?? titleOf(field),
    items: isMissing(field, {}) || field.default !== undefined ? items : [...items, leaveOut()],
    isActive: (answer) => answer.value === value,
    custom: field.allowCustomValue ? (text) => ({ value: text }) : undefined,
  });
}

async function askChoices(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value = field.default, objection } = question;
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const own = chosen.filter((text) => !field.values?.includes(text));
  const answer = await askMany({
    ...question,
    title: titled(question),
    placeholder: objection ?? field.description ?? titleOf(field),
    items: [...(field.values ?? []), ...own].map((label) => ({ label, answer: label })),
    chosen,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { value: answer.length === 0 && !field.required ? undefined : answer };
}

async function askFile(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field, value, objection } = question;
  const answer = await askPick<'choose' | 'keep' | 'none'>({
    ...question,
    title: titled(question),
    placeholder: objection ?? field.description ?? titleOf(field),
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

function leaveOut(): PickItem<FieldAnswer> {
  return { label: `$(dash) ${l10n.t('Leave out')}`, answer: { value: undefined } };
}

function titled({ title, field }: FieldQuestion): string {
  return `${title}: ${titleOf(field)}`;
}

function promptOf(field: FormField): string {
  const asked = field.description ?? titleOf(field);
  return field.required ? asked : l10n.t('{0} (optional)', asked);
}

function shownForEditing(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
