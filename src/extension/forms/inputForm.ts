import * as l10n from '@vscode/l10n';
import type { FormField } from '../../model/input.ts';
import type { Services } from '../services.ts';
import { askField } from './askField.ts';
import { fillForm, type FormValues } from './fillForm.ts';
import { isApproval, onlyDecision, shown, titleOf } from './fieldRules.ts';
import { askPick, type PickItem } from './quickInput.ts';
import { BACK, type Answer, type StepPlace } from './steps.ts';

export interface InputForm {
  /** What is done, such as `Resume approve_refund`. */
  title: string;
  /** The last pick, such as `Resume`. */
  verb: string;
  /** What the pause says of itself. */
  description?: string | undefined;
  fields: readonly FormField[];
  /** A single yes-or-no question may be decided with one pick. */
  isDecision?: boolean | undefined;
  /** Whose the values are that hold where nothing is entered; Kestra's defaults if absent. */
  defaultsOf?: string | undefined;
  /** What Kestra has against values, one sentence each; nothing is sent for good. */
  check?: ((values: FormValues, signal: AbortSignal) => Promise<readonly string[]>) | undefined;
  /** What was typed before Kestra refused it. */
  values?: FormValues | undefined;
  /** Kestra's words against those values. */
  violations?: readonly string[] | undefined;
}

type Editors = Pick<Services, 'inputEditors'>;

/**
 * Asks for the values of a form and shows them before anything is sent.
 *
 * @returns only what shall differ from Kestra's defaults; undefined when the user gave up
 */
export async function askInputs({ inputEditors }: Editors, form: InputForm): Promise<FormValues | undefined> {
  const decision = form.isDecision && !form.violations ? onlyDecision(form.fields) : undefined;
  if (decision === undefined) return fillIn(inputEditors, form);
  const answer = await askDecision(form, decision);
  return answer === 'form' ? fillIn(inputEditors, form) : answer;
}

function fillIn(inputEditors: Editors['inputEditors'], form: InputForm): Promise<FormValues | undefined> {
  const { title, fields, values = {}, violations, check } = form;
  const objectionTo = (name: string): string | undefined => violations?.find((text) => text.includes(name));
  const checkOf = (name: string, given: FormValues) =>
    check &&
    (async (value: unknown, signal: AbortSignal) =>
      (await check({ ...given, [name]: value }, signal)).find((text) => text.includes(name)));
  const refused = fields.findIndex(({ name }) => objectionTo(name) !== undefined);
  const start = refused === -1 && violations !== undefined ? fields.length : Math.max(0, refused);
  return fillForm(fields, values, start, {
    field: (field, given, place) =>
      askField({
        ...place,
        title,
        field,
        value: given[field.name],
        objection: objectionTo(field.name),
        check: checkOf(field.name, given),
        edit: (draft) => inputEditors.edit(draft),
      }),
    review: (given, place) => askReview(form, given, place),
  });
}

/** The last step lists what will be sent; picking a line goes back to it, by its index. */
function askReview(form: InputForm, values: FormValues, place: StepPlace): Promise<Answer<'send' | number>> {
  const lines = form.fields.map((field, index): PickItem<number> => ({
    label: titleOf(field),
    ...describeValue(field, values[field.name], form.defaultsOf),
    answer: index,
  }));
  return askPick<'send' | number>({
    ...place,
    title: form.title,
    placeholder:
      form.description ??
      (lines.length > 0 ? l10n.t('Check what will be sent') : l10n.t('It asks for nothing')),
    items: [{ label: `$(check) ${form.verb}`, answer: 'send' }, ...lines],
    isActive: (answer) => answer === 'send',
  });
}

function describeValue(
  field: FormField,
  value: unknown,
  defaultsOf = l10n.t("Kestra's default"),
): { description: string } {
  if (value !== undefined) return { description: shown(field, value).replaceAll(/\s+/g, ' ').trim() };
  if (field.default === undefined) return { description: l10n.t('left out') };
  return { description: `${shown(field, field.default)} (${defaultsOf})` };
}

async function askDecision(form: InputForm, field: FormField): Promise<FormValues | 'form' | undefined> {
  const [yes, no] = isApproval(field)
    ? [l10n.t('Approve'), l10n.t('Decline')]
    : [l10n.t('Yes'), l10n.t('No')];
  const others = form.fields.length - 1;
  const rest = form.fields.filter((other) => other !== field && other.default !== undefined);
  const detail = rest.map((other) => `${titleOf(other)}: ${shown(other, other.default)}`).join(', ');
  const decide = (label: string, value: boolean): PickItem<FormValues | 'form'> => ({
    label,
    description: `${titleOf(field)}: ${shown(field, value)}`,
    ...(detail === '' ? {} : { detail }),
    answer: { [field.name]: value },
  });
  const fill: PickItem<FormValues | 'form'> = {
    label: `$(edit) ${l10n.t('Fill in the form…')}`,
    description: l10n.t('{0} fields', form.fields.length),
    answer: 'form',
  };
  const answer = await askPick({
    title: form.title,
    placeholder: field.description ?? form.description ?? titleOf(field),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    isActive: (choice) => choice !== 'form' && choice[field.name] === field.default,
    items: [decide(`$(check) ${yes}`, true), decide(`$(close) ${no}`, false), ...(others > 0 ? [fill] : [])],
  });
  return answer === BACK ? undefined : answer;
}
