import assert from 'node:assert/strict';
import { isInRegion, isInScope, isUnlimited, shareOf, type Region } from '../../src/model/namespaceScope.ts';
import type { NamespaceScope } from '../../src/shared/namespaceScope.ts';

const scope = (allow: string[], deny: string[] = []): NamespaceScope => ({ allow, deny });

describe('the scope of namespaces', () => {
  const cases: [NamespaceScope, allowed: string[], refused: string[]][] = [
    [scope([]), ['company', 'Anything at all'], []],
    [scope(['*']), ['company', 'a.b.c'], []],
    [scope(['company.team']), ['company.team'], ['company', 'company.team.sub', 'company.teams']],
    [scope(['company.team.*']), ['company.team', 'company.team.sub.x'], ['company', 'company.teams']],
    [scope([], ['company.hr.*']), ['company', 'other'], ['company.hr', 'company.hr.pay']],
    [scope(['company.*'], ['company.hr']), ['company.hr.pay', 'company'], ['company.hr']],
    [scope(['company.hr'], ['company.*']), [], ['company.hr', 'company']],
    [scope(['a', 'b.*'], ['*']), [], ['a', 'b', 'b.c']],
  ];
  for (const [given, allowed, refused] of cases) {
    it(`${JSON.stringify(given)} allows ${allowed.join(', ') || 'nothing'}`, () => {
      for (const namespace of allowed) assert.ok(isInScope(given, namespace), namespace);
      for (const namespace of refused) assert.ok(!isInScope(given, namespace), namespace);
    });
  }

  it('holds nothing that a database might take for another namespace', () => {
    for (const namespace of ['Company.hr', ' company.hr', 'company.hr ', 'company%2ehr', '']) {
      assert.ok(!isInScope(scope([], ['company.hr']), namespace), JSON.stringify(namespace));
    }
  });

  it('tells how much of a region lies inside', () => {
    assert.equal(shareOf(scope(['company.*']), { namespace: 'company.team' }), 'all');
    assert.equal(shareOf(scope(['company.*']), { namespace: 'other' }), 'none');
    assert.deepEqual(shareOf(scope(['company.*']), {}), { namespace: 'company', exact: false });
    assert.deepEqual(shareOf(scope(['company.team']), { namespace: 'company' }), {
      namespace: 'company.team',
      exact: true,
    });
    assert.deepEqual(shareOf(scope(['a.*', 'a.b', 'a.*']), {}), { namespace: 'a', exact: false });
    assert.equal(shareOf(scope(['a', 'b']), {}), 'some');
    assert.equal(shareOf(scope(['a.*'], ['a.b']), {}), 'some');
    assert.equal(shareOf(scope(['a.*'], ['a.b']), { namespace: 'a.c' }), 'all');
    assert.equal(shareOf(scope(['a.*'], ['b']), {}) === 'some', false);
  });
});

/** Every namespace of up to three parts. */
const PARTS = ['a', 'b', 'ab'];
const UNIVERSE = PARTS.flatMap((one) => [
  one,
  ...PARTS.flatMap((two) => [`${one}.${two}`, ...PARTS.map((three) => `${one}.${two}.${three}`)]),
]);

describe('the scope of namespaces, any of 3,000', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const patterns = (): string[] =>
    Array.from({ length: Math.floor(random() * 4) }, () =>
      random() < 0.05 ? '*' : `${pick(UNIVERSE)}${random() < 0.5 ? '.*' : ''}`,
    );

  it(`agrees with what its patterns say, one by one (SEED=${seed})`, () => {
    for (let round = 0; round < 3_000; round += 1) {
      const given = scope(patterns(), patterns());
      const region: Region = random() < 0.3 ? {} : { namespace: pick(UNIVERSE), exact: random() < 0.3 };
      const inside = UNIVERSE.filter((namespace) => isInRegion(region, namespace));
      const expected = inside.filter((namespace) => plainly(given, namespace));
      const where = JSON.stringify({ given, region });
      assert.deepEqual(
        inside.filter((namespace) => isInScope(given, namespace)),
        expected,
        where,
      );
      const share = shareOf(given, region);
      if (share === 'all') assert.deepEqual(expected, inside, where);
      else if (share === 'none') assert.deepEqual(expected, [], where);
      else if (share !== 'some')
        assert.deepEqual(
          UNIVERSE.filter((namespace) => isInRegion(share, namespace)),
          expected,
          where,
        );
      if (isUnlimited(given)) assert.equal(share, 'all', where);
    }
  });
});

/** The rule as the documentation has it. */
function plainly({ allow, deny }: NamespaceScope, namespace: string): boolean {
  const meets = (pattern: string): boolean =>
    pattern === '*' ||
    pattern === namespace ||
    (pattern.endsWith('.*') &&
      (namespace === pattern.slice(0, -2) || namespace.startsWith(pattern.slice(0, -1))));
  return !deny.some(meets) && (allow.length === 0 || allow.some(meets));
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
