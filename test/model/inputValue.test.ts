import assert from 'node:assert/strict';
import type { InputDefinition } from '../../src/model/input.ts';
import { encodeInput } from '../../src/model/inputValue.ts';

type Declared = Partial<InputDefinition> & { type: string };
type Row = readonly [declared: string | Declared, value: unknown, expected: string | RegExp];

const SELECT: Declared = { type: 'SELECT', values: ['A', 'B', '3'] };
const MULTI: Declared = { type: 'MULTISELECT', values: ['A', 'B'] };

/** A text is what is sent; a pattern is what is said against the value. */
const ROWS: readonly Row[] = [
  ['STRING', 'text', 'text'],
  ['STRING', '', ''],
  ['STRING', 4711, '4711'],
  ['STRING', { a: 1 }, /must be a text/],
  ['SOMETHING_NEW', 'x', 'x'],
  ['BOOL', true, 'true'],
  ['BOOLEAN', 'False', 'false'],
  ['BOOLEAN', 'yes', /must be true or false/],
  ['BOOLEAN', 1, /must be true or false/],
  ['INT', 42, '42'],
  ['INT', ' -7 ', '-7'],
  ['INT', 4.5, /must be a whole number/],
  ['INT', 1e21, /must be a whole number/],
  ['INT', '', /must be a whole number/],
  ['INT', true, /must be a whole number/],
  [{ type: 'INT', min: 1, max: 9 }, 0, /must be at least 1/],
  [{ type: 'INT', min: 1, max: 9 }, '10', /must be at most 9/],
  [{ type: 'INT', min: 0 }, -1, /must be at least 0/],
  ['FLOAT', 0.5, '0.5'],
  ['FLOAT', '1e-7', '1e-7'],
  ['FLOAT', '.5', '.5'],
  ['FLOAT', '1,5', /must be a number/],
  ['FLOAT', Number.NaN, /must be a number/],
  ['FLOAT', Number.POSITIVE_INFINITY, /must be a number/],
  [SELECT, 'A', 'A'],
  [SELECT, 3, '3'],
  [SELECT, 'a', /must be one of A, B, 3, not a/],
  [{ ...SELECT, required: false }, 'C', /must be one of A, B, 3, not C/],
  [{ ...SELECT, allowCustomValue: true }, 'C', 'C'],
  [{ type: 'SELECT' }, 'rendered by the server', 'rendered by the server'],
  [{ type: 'ENUM', values: ['X'] }, 'Y', /must be one of X/],
  [MULTI, ['A', 'B'], '["A","B"]'],
  [MULTI, '["B"]', '["B"]'],
  [MULTI, ['A', 'C'], /must be one of A, B, not C/],
  [MULTI, 'A', /must be a list/],
  ['ARRAY', [1, 'a', null], '[1,"a",null]'],
  ['ARRAY', '[]', '[]'],
  ['ARRAY', '{"a":1}', /must be a list/],
  ['ARRAY', '[1,', /must be a list/],
  ['JSON', { a: [1] }, '{"a":[1]}'],
  ['JSON', '{"a": null}', '{"a": null}'],
  ['JSON', 'null', 'null'],
  ['JSON', '{a:1}', /must be JSON/],
  ['YAML', 'a: 1', 'a: 1'],
  ['YAML', { a: 1 }, '{"a":1}'],
  ['DATETIME', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
  ['DATETIME', '2026-01-31T10:00:00.123+01:00', '2026-01-31T10:00:00.123+01:00'],
  ['DATETIME', '2026-01-31T10:00:00', /with an offset/],
  ['DATETIME', '2026-01-31', /with an offset/],
  ['DATE', '2026-01-31', '2026-01-31'],
  ['DATE', '31.01.2026', /must look like 2026-01-31/],
  ['TIME', '23:59', '23:59'],
  ['TIME', '9:00', /must look like 10:00:00/],
  ['DURATION', 'PT5M', 'PT5M'],
  ['DURATION', 'P1DT0.5S', 'P1DT0.5S'],
  ['DURATION', 'P1W', /ISO 8601 duration/],
  ['DURATION', 'PT', /ISO 8601 duration/],
  ['DURATION', 300, /ISO 8601 duration/],
  ['FILE', 'kestra:///company/team/a.csv', 'kestra:///company/team/a.csv'],
  ['FILE', 'just text', /must be a kestra:\/\/ URI/],
  ['FILE', { filename: 'a.csv' }, /must be a kestra:\/\/ URI/],
  ['FILE', { filename: 'a.bin', base64: 'not base64!' }, /must be a kestra:\/\/ URI/],
];

describe('encodeInput', () => {
  for (const [declared, value, expected] of ROWS) {
    const definition = { id: 'x', ...(typeof declared === 'string' ? { type: declared } : declared) };
    const isRefused = expected instanceof RegExp;
    const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
    it(`${definition.type} ${shown} ${isRefused ? 'is refused' : `→ ${expected}`}`, () => {
      const result = encodeInput('x', definition, value);
      if (!isRefused) return assert.deepEqual(result, { part: { name: 'x', text: expected } });
      assert.ok('problem' in result, 'it was accepted');
      assert.match(result.problem, expected);
      assert.ok(result.problem.startsWith(`x (${definition.type}) must`));
    });
  }

  for (const [value, filename, text] of [
    [{ filename: 'a.csv', text: 'ä;b' }, 'a.csv', 'ä;b'],
    [{ filename: 'a.bin', base64: 'AAH/' }, 'a.bin', '\u0000\u0001\uFFFD'],
    [{ text: '' }, 'x.txt', ''],
  ] as const) {
    it(`FILE ${JSON.stringify(value)} becomes a file part`, () => {
      const result = encodeInput('x', { id: 'x', type: 'FILE' }, value);
      assert.ok('part' in result && 'content' in result.part);
      assert.deepEqual(
        [result.part.name, result.part.filename, new TextDecoder().decode(result.part.content)],
        ['x', filename, text],
      );
    });
  }
});
