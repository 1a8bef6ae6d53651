import assert from 'node:assert/strict';
import { namespaceTree } from '../../src/model/namespaceTree.ts';

describe('the tree of namespaces', () => {
  it('follows the dots, in alphabetical order', () => {
    assert.deepEqual(namespaceTree(['shop.orders', 'shop', 'shop.finance']), [
      {
        namespace: 'shop',
        label: 'shop',
        hasFlows: true,
        below: [
          { namespace: 'shop.finance', label: 'finance', hasFlows: true, below: [] },
          { namespace: 'shop.orders', label: 'orders', hasFlows: true, below: [] },
        ],
      },
    ]);
  });

  it('folds a chain without flows of its own into one branch', () => {
    const [company] = namespaceTree(['company.team.etl.eu', 'company.team.etl.us']);
    assert.equal(company?.label, 'company.team.etl');
    assert.equal(company.namespace, 'company.team.etl');
    assert.equal(company.hasFlows, false);
    assert.deepEqual(
      company.below.map(({ label }) => label),
      ['eu', 'us'],
    );
  });

  it('folds no namespace that has flows, however deep', () => {
    const [a] = namespaceTree(['a', 'a.b.c']);
    assert.equal(a?.label, 'a');
    assert.deepEqual(a.below, [{ namespace: 'a.b.c', label: 'b.c', hasFlows: true, below: [] }]);
  });

  it('is empty without namespaces', () => {
    assert.deepEqual(namespaceTree([]), []);
  });
});
