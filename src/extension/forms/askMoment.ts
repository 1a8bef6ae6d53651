import * as l10n from '@vscode/l10n';
import { askTyped } from './askTyped.ts';
import { leaveOut, textOf, titled, type FieldAnswer, type FieldQuestion } from './fieldQuestion.ts';
import { exampleOf } from './fieldRules.ts';
import { momentWords, timeZoneWords, usualMoments } from './moments.ts';
import { askPick, type PickItem } from './quickInput.ts';
import { BACK, type Answer } from './steps.ts';
import { MOMENT_TYPES, momentOf, type MomentType } from './typedMoment.ts';

type Choice = FieldAnswer | 'type';

/** Offers the usual times; any other can be typed into the list, or into a box of its own with Kestra's opinion. */
export async function askMoment(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  const { field } = question;
  const type = MOMENT_TYPES.find((known) => known === field.type) ?? 'DATETIME';
  const own = (text: string): PickItem<Choice> | undefined => {
    const value = momentOf(type, text);
    return value === undefined ? undefined : itemOf(type, `$(edit) ${text}`, value);
  };
  const answer = await askPick<Choice>({
    ...question,
    title: titled(question),
    placeholder: placeholderOf(question, type),
    items: itemsOf(question, type),
    isActive: (choice) => choice !== 'type' && choice.value === question.value,
    own,
    prefersOwn: true,
  });
  if (answer !== 'type') return answer;
  const typed = await askTyped({ ...question, canGoBack: true, read: (text) => momentOf(type, text) });
  return typed === BACK ? askMoment(question) : typed;
}

function itemsOf({ field, value }: FieldQuestion, type: MomentType): PickItem<Choice>[] {
  const known: PickItem<Choice>[] = [];
  if (value !== undefined) known.push(itemOf(type, `$(check) ${l10n.t('As entered')}`, textOf(value)));
  if (field.default !== undefined) {
    const { description } = itemOf(type, '', textOf(field.default));
    known.push({ label: l10n.t("Kestra's default"), description, answer: { value: undefined } });
  }
  const usual = usualMoments(type, new Date()).map((offered) => itemOf(type, offered.label, offered.value));
  const another: PickItem<Choice> = {
    label: `$(edit) ${l10n.t('Another…')}`,
    alwaysShow: true,
    answer: 'type',
  };
  return [...known, ...usual, another, ...leaveOut(field)];
}

/** What is sent stands beside what it means. */
function itemOf(type: MomentType, label: string, value: string): PickItem<Choice> & { description: string } {
  const words = momentWords(type, value);
  const description = [value, words]
    .filter((text) => text !== label)
    .filter((text, at, all) => all.indexOf(text) === at);
  return { label, description: description.join(' · '), answer: { value } };
}

function placeholderOf({ field, objection }: FieldQuestion, type: MomentType): string {
  if (objection !== undefined) return objection;
  const pick = l10n.t('Pick or type, such as {0}', exampleOf(type));
  const zone =
    type === 'DATETIME' || type === 'DATE' ? l10n.t('time zone {0}', timeZoneWords(new Date())) : '';
  return [field.description, pick, zone].filter(Boolean).join(' · ');
}
