import assert from 'node:assert/strict';
import { formFields, type CheckedInput } from '../../src/model/input.ts';

describe('formFields', () => {
  const field = (checked: CheckedInput) => JSON.parse(JSON.stringify(formFields([checked]))) as unknown;

  it('tells a field as Kestra declares it; required unless said otherwise', () => {
    const input = {
      id: 'percent',
      type: 'INT',
      displayName: 'Percent',
      description: 'Of the price.',
      min: 0,
      max: 20,
      validator: '[0-9]+',
      values: [],
    };
    assert.deepEqual(field({ input }), [
      {
        name: 'percent',
        type: 'INT',
        label: 'Percent',
        description: 'Of the price.',
        required: true,
        min: 0,
        max: 20,
        pattern: '[0-9]+',
      },
    ]);
  });

  for (const [what, checked, value] of [
    ['as Kestra rendered it', { isDefault: true, value: '2026-01-31' }, '2026-01-31'],
    ['as declared when the value is not the default', { isDefault: false, value: 'typed' }, '{{ now() }}'],
  ] as const) {
    it(`shows the default ${what}`, () => {
      const input = { id: 'day', type: 'STRING', defaults: '{{ now() }}' };
      assert.equal(formFields([{ input, ...checked }])[0]?.default, value);
    });
  }

  it('keeps a default that is false or 0', () => {
    const fields = [false, 0, ''].map((value) =>
      formFields([{ input: { id: 'a', type: 'BOOLEAN', defaults: value }, isDefault: true, value }]),
    );
    assert.deepEqual(
      fields.map(([shown]) => shown?.default),
      [false, 0, ''],
    );
  });

  it('never shows the default of a secret', () => {
    const input = { id: 'key', type: 'SECRET', defaults: 'hunter2' };
    assert.doesNotMatch(
      JSON.stringify(formFields([{ input, isDefault: true, value: 'hunter2' }])),
      /hunter2/,
    );
  });

  it('flattens a FORM into dotted names and leaves disabled inputs out', () => {
    const address = {
      id: 'address',
      type: 'FORM',
      inputs: [
        { id: 'city', type: 'STRING', defaults: 'Paris' },
        { id: 'geo', type: 'FORM', inputs: [{ id: 'lat', type: 'FLOAT', required: false }] },
      ],
    };
    const fields = formFields([
      { input: address, enabled: true },
      { input: { id: 'hidden', type: 'STRING' }, enabled: false },
    ]);
    assert.deepEqual(
      fields.map(({ name, required, default: value }) => [name, required, value]),
      [
        ['address.city', true, 'Paris'],
        ['address.geo.lat', false, undefined],
      ],
    );
  });
});
