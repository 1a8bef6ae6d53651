import assert from 'node:assert/strict';
import { likeness, nearestNames } from '../../src/model/nearestNames.ts';

describe('nearestNames', () => {
  const names = ['import_orders', 'export_orders', 'nightly_report', 'Log'];

  for (const [wrong, nearest] of [
    ['improt_orders', 'import_orders'],
    ['orders_import', 'import_orders'],
    ['NIGHTLY-REPORT', 'nightly_report'],
    ['Logg', 'Log'],
  ] as const) {
    it(`${wrong} → ${nearest}`, () => assert.equal(nearestNames(wrong, names, 1)[0], nearest));
  }

  it('has nothing for a name like none', () => assert.deepEqual(nearestNames('xyz', names, 5), []));
});

it('likeness is 1 for the same name in other letters, 0 for nothing in common', () => {
  assert.equal(likeness('Report', 'report'), 1);
  assert.equal(likeness('ab', 'cd'), 0);
});
