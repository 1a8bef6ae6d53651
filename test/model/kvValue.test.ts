import assert from 'node:assert/strict';
import { kvBody, requireDescription, requireTtl, type KvType } from '../../src/model/kvValue.ts';

describe('kvBody', () => {
  for (const [value, type, body] of [
    ['hello world', undefined, '"hello world"'],
    ['42', undefined, '"42"'],
    ['one\ntwo', undefined, String.raw`"one\ntwo"`],
    ['', undefined, '""'],
    [42, undefined, '42'],
    [true, undefined, 'true'],
    [{ a: [1] }, undefined, '{"a":[1]}'],
    ['42', 'NUMBER', '42'],
    ['12345678901234567890', 'NUMBER', '12345678901234567890'],
    ['true', 'BOOLEAN', 'true'],
    [false, 'BOOLEAN', 'false'],
    [42, 'STRING', '"42"'],
    ['2026-01-31', 'DATE', '2026-01-31'],
    ['2026-01-31', 'STRING', '"2026-01-31"'],
    ['2026-01-31T10:00:00+01:00', 'DATETIME', '2026-01-31T09:00:00Z'],
    ['PT5M', 'DURATION', '"PT5M"'],
    ['{"a": 1}', 'JSON', '{"a":1}'],
    ['[1, 2]', 'JSON', '[1,2]'],
  ] as readonly [unknown, KvType | undefined, string][]) {
    it(`${JSON.stringify(value)} as ${type ?? 'it is'} → ${body}`, () =>
      assert.equal(kvBody(value, type), body));
  }

  for (const [value, type] of [
    [null, undefined],
    [undefined, 'STRING'],
    ['many', 'NUMBER'],
    ['', 'NUMBER'],
    ['1 000', 'NUMBER'],
    ['yes', 'BOOLEAN'],
    ['2026-02-30', 'DATE'],
    ['2026-01-31T00:00:00Z', 'DATE'],
    ['2026-01-31T10:00:00', 'DATETIME'],
    ['2026-01-31', 'DATETIME'],
    ['5 minutes', 'DURATION'],
    ['P1Y', 'DURATION'],
    ['{a: 1', 'JSON'],
  ] as readonly [unknown, KvType | undefined][]) {
    it(`${JSON.stringify(value)} is no ${type ?? 'value'}`, () =>
      assert.throws(() => kvBody(value, type), { kind: 'invalid' }));
  }
});

describe('requireTtl', () => {
  it('takes durations', () => assert.equal(requireTtl('P1DT2H'), 'P1DT2H'));
  for (const ttl of ['5 minutes', 'PT0S', 'P1Y', '']) {
    it(`refuses '${ttl}'`, () => assert.throws(() => requireTtl(ttl), { kind: 'invalid' }));
  }
});

it('requireDescription refuses what no header carries', () => {
  assert.equal(requireDescription('a: b, c'), 'a: b, c');
  for (const text of ['café', 'two\nlines']) {
    assert.throws(() => requireDescription(text), { kind: 'invalid' });
  }
});
