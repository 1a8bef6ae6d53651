import type { Random } from '../../support/random.ts';

/** Texts that have broken programs before. */
export const TEXTS: readonly [string, ...string[]] = [
  '',
  ' ',
  'a',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'a/b?c=d#e',
  '%2e%2e%2f%00',
  'nul\u0000inside',
  'line\nbreak\r\n\ttab',
  '\u001b[31mred\u001b[0m',
  '\u202Eright to left',
  'zero\u200Bwidth',
  '👩‍👩‍👧 ﷽ 𝕏 ñ',
  '\uD800 lone surrogate',
  '{{ secret("X") }}',
  '${jndi:ldap://x/y}',
  "'; DROP TABLE executions; --",
  '<script>alert(1)</script>',
  '$(touch pwned)',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '0x10',
  'true',
  'x'.repeat(300),
  'x'.repeat(20_000),
];

const NUMBERS: readonly [number, ...number[]] = [
  0,
  -0,
  -1,
  1,
  0.5,
  -2.5,
  50,
  51,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  Number.MAX_VALUE,
  Number.MIN_VALUE,
];

/** Any value of JSON, nested a little. */
export function anyValue(random: Random, depth = 0): unknown {
  const kinds = ['text', 'number', 'boolean', 'null', 'list', 'object', 'pollution', 'deep'] as const;
  switch (depth > 2 ? random.pick(['text', 'number', 'boolean', 'null']) : random.pick(kinds)) {
    case 'text':
      return random.pick(TEXTS);
    case 'number':
      return random.pick(NUMBERS);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    case 'list':
      return Array.from({ length: random.below(4) }, () => anyValue(random, depth + 1));
    case 'object':
      return { [random.pick(TEXTS)]: anyValue(random, depth + 1) };
    case 'pollution':
      return JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}');
    default:
      return nested(50);
  }
}

/** Lists in lists. */
export function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}
