import assert from 'node:assert/strict';
import * as z from 'zod';
import { flag, integer, optionalList, record, text } from '../../src/mcp/compat/arguments.ts';
import { lenient } from '../../src/mcp/compat/lenient.ts';
import { boundedResults, lastThatFit } from '../../src/mcp/compat/shape.ts';

const input = z.strictObject({
  name: text.optional('name'),
  count: integer.or(3, 'count'),
  most: integer.optional('most'),
  wait: flag(true, 'wait'),
  inputs: record.optional('inputs'),
  ids: optionalList(z.string(), 'ids'),
  labels: optionalList(z.object({ key: z.string(), value: z.unknown() }), 'labels'),
});
const read = (args: unknown) => input.safeParse(lenient(input, args));

describe('arguments of the official tools', () => {
  for (const [what, args, expected] of [
    ['numbers as text', { count: '7', most: ' 12 ' }, { count: 7, most: 12 }],
    ['whole numbers as floats', { count: 7.0 }, { count: 7 }],
    ['booleans as words', { wait: 'No' }, { wait: false }],
    ['booleans as numbers', { wait: 0 }, { wait: false }],
    ['objects as JSON', { inputs: '{"a": [1]}' }, { inputs: { a: [1] } }],
    ['lists as JSON', { ids: '["a"]' }, { ids: ['a'] }],
    ['objects as pairs', { inputs: [{ key: 'a', value: 1 }] }, { inputs: { a: 1 } }],
    ['objects as texts', { inputs: ['a:b:c', 'd:'] }, { inputs: { a: 'b:c', d: '' } }],
    ['pairs as an object', { labels: { a: 1 } }, { labels: [{ key: 'a', value: 1 }] }],
    ['pairs as texts', { labels: ['a:b'] }, { labels: [{ key: 'a', value: 'b' }] }],
    ['null as not given', { count: null, wait: null, name: null }, { count: 3, wait: true, name: null }],
    ['text that looks like a number', { name: '7' }, { name: '7' }],
  ] as const) {
    it(`are taken with ${what}`, () => {
      const parsed = read(args);
      assert.ok(parsed.success);
      for (const [name, value] of Object.entries(expected)) {
        assert.deepEqual(parsed.data[name as keyof typeof parsed.data], value);
      }
    });
  }

  for (const [what, args] of [
    ['a number for a text', { name: 7 }],
    ['a fraction for a whole number', { count: '7.5' }],
    ['a word for a number', { count: 'many' }],
    ['a word for a boolean', { wait: 'maybe' }],
    ['a text for an object', { inputs: 'a' }],
    ['an unknown name', { nothing: 1 }],
    ['no object', 'name'],
  ] as const) {
    it(`are refused with ${what}`, () => assert.ok(!read(args).success));
  }
});

describe('results of the official tools', () => {
  const lines = Array.from({ length: 1_000 }, (_, at) => `${at} ${'x'.repeat(100)}`);

  it('are whole when they fit', () => {
    assert.deepEqual(boundedResults(['a', 'b'], { rest: 'More.' }), { results: ['a', 'b'] });
    assert.deepEqual(lastThatFit(['a', 'b'], 'entries'), { items: ['a', 'b'] });
  });

  it('are cut when they do not, and say how much of them is shown', () => {
    const { results, truncated } = boundedResults(lines, { rest: 'Narrow it.' });
    assert.ok(results.length > 100 && results.length < 1_000);
    assert.equal(truncated, `${results.length} of 1000 are shown. Narrow it.`);
    assert.equal(
      boundedResults(['a'], { total: 2, rest: 'Narrow it.' }).truncated,
      '1 of 2 are shown. Narrow it.',
    );
  });

  it('of logs keep their end', () => {
    const { items: shown, truncated } = lastThatFit(lines, 'entries');
    assert.equal(shown.at(-1), lines.at(-1));
    assert.equal(shown[0], lines[lines.length - shown.length]);
    assert.match(truncated ?? '', /^The last \d+ of 1000 entries are shown\.$/);
  });
});
