import assert from 'node:assert/strict';
import {
  flowAddress,
  placeOf,
  revisionAddress,
  revisionOf,
} from '../../../src/extension/flowFiles/flowUri.ts';

const PLACE = { connectionId: '6f1c', namespace: 'shop.orders', flowId: 'import.all-orders_2' };

describe('addresses of flows', () => {
  it('tell connection, namespace and flow, with the flow as the name of the file', () => {
    const address = flowAddress(PLACE);
    assert.equal(
      `${address.scheme}://${address.authority}${address.path}`,
      'kestra-mcp://6f1c/shop.orders/import.all-orders_2.yaml',
    );
    assert.deepEqual(placeOf(address), PLACE);
  });

  it('tell the revision of a document that cannot be changed', () => {
    const address = revisionAddress(PLACE, 12);
    assert.deepEqual(placeOf(address), PLACE);
    assert.equal(revisionOf(address), 12);
    assert.equal(revisionOf(flowAddress(PLACE)), undefined);
  });

  for (const [what, scheme, path] of [
    ['a folder', 'kestra-mcp', '/shop.orders'],
    ['something below a flow', 'kestra-mcp', '/shop/a.yaml/b.yaml'],
    ['another file', 'kestra-mcp', '/shop/settings.json'],
    ['a local file', 'file', '/shop/refund.yaml'],
  ] as const) {
    it(`mean no flow for ${what}`, () => {
      assert.equal(placeOf({ scheme, authority: 'one', path }), undefined);
    });
  }
});
