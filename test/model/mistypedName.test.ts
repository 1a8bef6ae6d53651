import assert from 'node:assert/strict';
import { editDistance } from '../../src/model/editDistance.ts';
import { compareFits, fitOf } from '../../src/model/mistypedName.ts';

describe('editDistance', () => {
  it('counts letters that were changed, added, left out or swapped', () => {
    const cases: [string, string, number][] = [
      ['orders', 'orders', 0],
      ['ordres', 'orders', 1],
      ['oders', 'orders', 1],
      ['orderss', 'orders', 1],
      ['0rders', 'orders', 1],
      ['dialyordres', 'dailyorders', 2],
      ['', 'abc', 3],
      ['kitten', 'sitting', 3],
    ];
    for (const [a, b, expected] of cases) {
      assert.equal(editDistance(a, b), expected, `${a} ${b}`);
      assert.equal(editDistance(b, a), expected, `${b} ${a}`);
    }
  });
});

describe('fitOf', () => {
  const sorted = (text: string, ...names: string[]): string[] =>
    names
      .flatMap((name) => {
        const fit = fitOf(text, name);
        return fit === undefined ? [] : [{ name, fit }];
      })
      .toSorted((a, b) => compareFits(a.fit, b.fit))
      .map(({ name }) => name);

  it('forgives typing errors, the fewer the better', () =>
    assert.deepEqual(
      sorted('dialy_ordres', 'team.daily_ores', 'team.hourly_orders', 'team.daily_orders', 'team.invoices'),
      ['team.daily_orders'],
    ));

  it('does not mind how words are separated, nor other words around them', () => {
    assert.deepEqual(sorted('Daily Orders', 'a.daily-orders', 'a.dailyorders', 'a.daily'), [
      'a.daily-orders',
      'a.dailyorders',
    ]);
    assert.deepEqual(sorted('oders', 'team.load_orders_daily', 'team.orders'), [
      'team.orders',
      'team.load_orders_daily',
    ]);
  });

  it('takes a namespace into account', () =>
    assert.deepEqual(sorted('finnance.load', 'sales.load', 'finance.load'), ['finance.load']));

  it('is silent about texts that are too short to tell', () =>
    assert.deepEqual(sorted('ab', 'ab', 'abc'), []));
});
