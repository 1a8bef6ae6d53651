import assert from 'node:assert/strict';
import { ElicitRequestFormParamsSchema } from '@modelcontextprotocol/sdk/types.js';
import { formSchema, formValues } from '../../src/mcp/ask/formSchema.ts';
import type { FormField } from '../../src/model/input.ts';

const field = (type: string, more: Partial<FormField> = {}): FormField => ({
  name: 'x',
  type,
  required: true,
  ...more,
});

describe('a form of Kestra as an MCP form', () => {
  for (const [what, given, expected] of [
    [
      'STRING',
      field('STRING', { default: 'a', pattern: '[a-z]+' }),
      { type: 'string', title: 'x', description: 'must match [a-z]+', default: 'a' },
    ],
    [
      'INT',
      field('INT', { default: 3, min: 1, max: '5' }),
      { type: 'integer', title: 'x', minimum: 1, maximum: 5, default: 3 },
    ],
    ['FLOAT', field('FLOAT', { default: '0.5' }), { type: 'number', title: 'x', default: 0.5 }],
    ['BOOL', field('BOOL', { default: true }), { type: 'boolean', title: 'x', default: true }],
    ['the old BOOLEAN', field('BOOLEAN'), { type: 'boolean', title: 'x' }],
    [
      'SELECT',
      field('SELECT', { values: ['a', 'b'], default: 'b' }),
      { type: 'string', title: 'x', enum: ['a', 'b'], default: 'b' },
    ],
    ['ENUM', field('ENUM', { values: ['a', 'b'] }), { type: 'string', title: 'x', enum: ['a', 'b'] }],
    [
      'SELECT with values of its own',
      field('SELECT', { values: ['a', 'b'], allowCustomValue: true }),
      { type: 'string', title: 'x', description: 'such as a, b' },
    ],
    [
      'MULTISELECT',
      field('MULTISELECT', { values: ['a', 'b'], default: ['b', 'c'] }),
      { type: 'array', title: 'x', items: { type: 'string', enum: ['a', 'b'] }, default: ['b'] },
    ],
    [
      'DATE',
      field('DATE', { min: '2026-01-01' }),
      { type: 'string', title: 'x', format: 'date', description: 'such as 2026-01-31; at least 2026-01-01' },
    ],
    [
      'DATETIME',
      field('DATETIME'),
      { type: 'string', title: 'x', format: 'date-time', description: 'such as 2026-01-31T10:00:00Z' },
    ],
    ['TIME', field('TIME'), { type: 'string', title: 'x', description: 'such as 10:00:00' }],
    ['DURATION', field('DURATION'), { type: 'string', title: 'x', description: 'such as PT5M (ISO 8601)' }],
    ['EMAIL', field('EMAIL'), { type: 'string', title: 'x', format: 'email' }],
    ['URI', field('URI'), { type: 'string', title: 'x', format: 'uri' }],
    [
      'JSON',
      field('JSON', { default: { a: 1 } }),
      { type: 'string', title: 'x', description: 'such as {"key": "value"} (JSON)', default: '{"a":1}' },
    ],
    [
      'ARRAY',
      field('ARRAY', { default: [1] }),
      { type: 'string', title: 'x', description: 'such as ["one", "two"] (JSON)', default: '[1]' },
    ],
    ['YAML', field('YAML'), { type: 'string', title: 'x', description: 'such as key: value (YAML)' }],
    ['a type of tomorrow', field('COLOUR'), { type: 'string', title: 'x' }],
  ] as const) {
    it(`asks ${what}`, () => {
      const schema = formSchema([given]);
      const required = given.default === undefined ? ['x'] : [];
      assert.deepEqual(schema, { type: 'object', properties: { x: expected }, required });
      const params = { message: 'm', requestedSchema: schema };
      assert.deepEqual(ElicitRequestFormParamsSchema.parse(params).requestedSchema, schema);
    });
  }

  it('never asks for secrets and files', () =>
    assert.deepEqual(formSchema([field('SECRET'), field('FILE')]), {
      type: 'object',
      properties: {},
      required: [],
    }));

  it('begins with the values that are given', () => {
    const { properties } = formSchema([field('STRING', { default: 'a', required: false })], { x: 'b' });
    assert.deepEqual(properties, { x: { type: 'string', title: 'x', default: 'b' } });
  });

  it('shows texts of others on one line, without links', () => {
    const description = 'Do it\nnow\u200B <img src=x> [here](http://evil)';
    const { properties } = formSchema([field('BOOL', { label: 'Sure?\u0007', description })]);
    assert.deepEqual(properties['x'], {
      type: 'boolean',
      title: 'Sure?',
      description: 'Do it now ‹img src=x› [here] (http://evil)',
    });
  });

  it('takes what was filled in, not what was left empty or never asked', () => {
    const fields = [field('STRING'), { ...field('INT'), name: 'n' }, { ...field('SECRET'), name: 's' }];
    assert.deepEqual(formValues(fields, { x: '', n: 0, s: 'key', other: 1 }), { n: 0 });
  });
});
