import * as l10n from '@vscode/l10n';
import { askTyped } from './askTyped.ts';
import { leaveOut, textOf, titled, wanted, type FieldAnswer, type FieldQuestion } from './fieldQuestion.ts';
import { problemWith, shown } from './fieldRules.ts';
import { askPick, type PickItem } from './quickInput.ts';
import { BACK, type Answer } from './steps.ts';

type Choice = FieldAnswer | 'edit' | 'type';

const LONGEST_SHOWN = 80;

/** Asks for JSON, a list or YAML: in an editor with everything an editor can do, or in one line. */
export async function askStructure(question: FieldQuestion): Promise<Answer<FieldAnswer>> {
  if (question.edit === undefined) return askTyped(question);
  const answer = await askPick<Choice>({
    ...question,
    title: titled(question),
    placeholder: wanted(question),
    items: itemsOf(question),
    // Enter leaves what is known as it is.
    isActive: (choice) => typeof choice === 'object' && choice.value === question.value,
  });
  if (answer === 'type') {
    const typed = await askTyped({ ...question, canGoBack: true });
    return typed === BACK ? askStructure(question) : typed;
  }
  if (answer !== 'edit') return answer;
  const { field, edit, check } = question;
  const text = await edit({
    title: titled(question),
    name: field.name,
    language: field.type === 'YAML' ? 'yaml' : 'json',
    content: draftOf(question),
    problemWith: (draft) => problemWith(field, draft),
    check,
  });
  // Who closes the editor has not decided yet.
  return text === undefined ? askStructure(question) : { value: text };
}

function itemsOf({ field, value }: FieldQuestion): PickItem<Choice>[] {
  const brief = (content: unknown): string => {
    const text = shown(field, content).replaceAll(/\s+/g, ' ');
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  };
  const known: PickItem<Choice>[] = [];
  if (value !== undefined) {
    known.push({ label: `$(check) ${l10n.t('As entered')}`, description: brief(value), answer: { value } });
  }
  if (field.default !== undefined) {
    const description = brief(field.default);
    known.push({ label: l10n.t("Kestra's default"), description, answer: { value: undefined } });
  }
  return [
    { label: `$(edit) ${l10n.t('Write it in an editor…')}`, description: field.type, answer: 'edit' },
    { label: `$(keyboard) ${l10n.t('Type it in one line…')}`, answer: 'type' },
    ...known,
    ...leaveOut(field),
  ];
}

/** What the editor begins with: what is known, over several lines, or an empty value of the right kind. */
function draftOf({ field, value = field.default }: FieldQuestion): string {
  if (value === undefined)
    return field.type === 'ARRAY' ? '[\n  \n]\n' : field.type === 'JSON' ? '{\n  \n}\n' : '';
  const text = textOf(value);
  if (field.type === 'YAML') return text;
  try {
    return `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`;
  } catch {
    return text;
  }
}
