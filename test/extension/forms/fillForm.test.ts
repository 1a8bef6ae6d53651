import assert from 'node:assert/strict';
import { fillForm, type FormQuestions, type FormValues } from '../../../src/extension/forms/fillForm.ts';
import { BACK } from '../../../src/extension/forms/steps.ts';
import type { FormField } from '../../../src/model/input.ts';

const FIELDS: FormField[] = ['first', 'second'].map((name) => ({ name, type: 'STRING', required: true }));

type Said = { value: unknown } | typeof BACK | 'send' | number | undefined;

/** Answers the questions in turn and notes where each one stood. */
function answers(...said: Said[]): { questions: FormQuestions; asked: string[] } {
  const asked: string[] = [];
  const next = (where: string): Promise<never> => {
    asked.push(where);
    return Promise.resolve(said.shift() as never);
  };
  const questions: FormQuestions = {
    field: ({ name }, _values, { step, totalSteps }) => next(`${name} ${step}/${totalSteps}`),
    review: (_values, { step, totalSteps }) => next(`review ${step}/${totalSteps}`),
  };
  return { questions, asked };
}

const fill = (questions: FormQuestions, initial: FormValues = {}, start = 0) =>
  fillForm(FIELDS, initial, start, questions);

describe('a form', () => {
  it('is asked field by field and reviewed', async () => {
    const { questions, asked } = answers({ value: 'a' }, { value: 'b' }, 'send');
    assert.deepEqual(await fill(questions), { first: 'a', second: 'b' });
    assert.deepEqual(asked, ['first 1/3', 'second 2/3', 'review 3/3']);
  });

  it('goes back without forgetting', async () => {
    const { questions, asked } = answers({ value: 'a' }, BACK, { value: 'c' }, { value: 'b' }, 'send');
    assert.deepEqual(await fill(questions), { first: 'c', second: 'b' });
    assert.deepEqual(asked, ['first 1/3', 'second 2/3', 'first 1/3', 'second 2/3', 'review 3/3']);
  });

  it('returns to the review from a field changed there', async () => {
    const { questions, asked } = answers({ value: 'a' }, { value: 'b' }, 0, { value: 'c' }, 'send');
    assert.deepEqual(await fill(questions), { first: 'c', second: 'b' });
    assert.deepEqual(asked.slice(2), ['review 3/3', 'first 1/3', 'review 3/3']);
  });

  it('leaves to Kestra what is emptied', async () => {
    const { questions } = answers({ value: undefined }, { value: 'b' }, 'send');
    assert.deepEqual(await fill(questions, { first: 'typed before' }), { second: 'b' });
  });

  it('begins where Kestra objected, with what was typed', async () => {
    const { questions, asked } = answers({ value: 'better' }, 'send');
    assert.deepEqual(await fill(questions, { first: 'a', second: 'bad' }, 1), {
      first: 'a',
      second: 'better',
    });
    assert.equal(asked[0], 'second 2/3');
  });

  it('sends nothing when it is closed', async () => {
    assert.equal(await fill(answers({ value: 'a' }, undefined).questions), undefined);
    assert.equal(await fill(answers({ value: 'a' }, { value: 'b' }, undefined).questions), undefined);
  });
});
