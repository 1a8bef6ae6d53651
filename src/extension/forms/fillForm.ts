import type { FormField } from '../../model/input.ts';
import { BACK, type Answer, type StepPlace } from './steps.ts';

export type FormValues = Readonly<Record<string, unknown>>;

/** Who answers: quick inputs, or a test. */
export interface FormQuestions {
  /** Resolves to the field's value; one that is undefined leaves it to Kestra. */
  field(field: FormField, values: FormValues, place: StepPlace): Promise<Answer<{ value: unknown }>>;
  /** Shows what will be sent: goes ahead, or goes back to the field with this index. */
  review(values: FormValues, place: StepPlace): Promise<Answer<'send' | number>>;
}

/**
 * Walks through the fields of a form up to its review, from which any field can be changed again.
 *
 * @param start index of the field to begin with; the number of fields begins with the review
 * @returns undefined when the user gave up
 */
export async function fillForm(
  fields: readonly FormField[],
  initial: FormValues,
  start: number,
  questions: FormQuestions,
): Promise<FormValues | undefined> {
  let values = initial;
  let index = start;
  let reviewed = false;
  for (;;) {
    const place = { step: index + 1, totalSteps: fields.length + 1, canGoBack: index > 0 };
    const field = fields[index];
    if (field === undefined) {
      const answer = await questions.review(values, place);
      if (answer === undefined || answer === 'send') return answer === 'send' ? values : undefined;
      reviewed = answer !== BACK;
      index = answer === BACK ? index - 1 : answer;
    } else {
      const answer = await questions.field(field, values, place);
      if (answer === undefined) return undefined;
      if (answer !== BACK) values = withValue(values, field.name, answer.value);
      index = nextIndex(answer === BACK, reviewed, index, fields.length);
    }
  }
}

/** A field that was changed from the review leads back to the review. */
function nextIndex(back: boolean, reviewed: boolean, index: number, review: number): number {
  if (back) return index - 1;
  return reviewed ? review : index + 1;
}

function withValue(values: FormValues, name: string, value: unknown): FormValues {
  const { [name]: _before, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}
