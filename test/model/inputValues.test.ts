import assert from 'node:assert/strict';
import type { InputDefinition } from '../../src/model/input.ts';
import { encodeInputs } from '../../src/model/inputValues.ts';

const DEFINITIONS: readonly InputDefinition[] = [
  { id: 'approved', type: 'BOOLEAN' },
  { id: 'details', type: 'JSON', required: false },
  { id: 'form', type: 'FORM', inputs: [{ id: 'city', type: 'STRING' }] },
];

describe('encodeInputs', () => {
  const sent = (values: Record<string, unknown>) => {
    const { parts, problems } = encodeInputs(DEFINITIONS, values);
    return {
      sent: Object.fromEntries(parts.map((part) => [part.name, 'text' in part && part.text])),
      problems,
    };
  };

  for (const [what, values, expected] of [
    ['takes dotted names', { 'form.city': 'Paris' }, { 'form.city': 'Paris' }],
    ['takes nested values', { form: { city: 'Paris' } }, { 'form.city': 'Paris' }],
    ['does not take the members of a JSON value for inputs', { details: { a: 1 } }, { details: '{"a":1}' }],
    ['leaves null and undefined to the default', { approved: null, details: undefined }, {}],
    ['sends nothing for nothing', {}, {}],
  ] as const) {
    it(what, () => assert.deepEqual(sent(values), { sent: expected, problems: [] }));
  }

  it('tells everything that is wrong at once', () => {
    const { problems } = sent({ approved: 'maybe', aproved: true, form: { town: 'x' }, constructor: 1 });
    assert.deepEqual(problems, [
      'approved (BOOLEAN) must be true or false',
      'aproved is not an input here; the inputs are: approved, details, form.city',
      'form.town is not an input here; the inputs are: approved, details, form.city',
      'constructor is not an input here; the inputs are: approved, details, form.city',
    ]);
  });

  it('refuses a name even when its value is null', () =>
    assert.equal(sent({ aproved: null }).problems.length, 1));

  it('says so when nothing is asked for', () => {
    const { problems } = encodeInputs([], { approved: true });
    assert.deepEqual(problems, ['approved is not an input here; no inputs are asked for']);
  });
});
