import assert from 'node:assert/strict';
import { expandTemplate, matchTemplate } from '../../src/mcp/resources/uriTemplate.ts';

const FLOW = 'kestra://flow/{namespace}/{flow_id}{?revision}';

describe('templates of resource URIs', () => {
  const cases: readonly [string, Record<string, string> | undefined][] = [
    ['kestra://flow/company.team/orders', { namespace: 'company.team', flow_id: 'orders' }],
    [
      'kestra://flow/company.team/orders?revision=3',
      { namespace: 'company.team', flow_id: 'orders', revision: '3' },
    ],
    ['kestra://flow/a%20b/o%2Fp', { namespace: 'a b', flow_id: 'o/p' }],
    ['kestra://flow/company.team', undefined],
    ['kestra://flow/company.team/', undefined],
    ['kestra://flow/company.team/orders/graph', undefined],
    ['kestra://flow/company.team/orders?revision=', undefined],
    ['kestra://flow/company.team/orders?colour=red', undefined],
    ['kestra://flow/company.team/%E0%A4%A', undefined],
    ['kestra://execution/company.team/orders', undefined],
    ['https://flow/company.team/orders', undefined],
  ];
  for (const [uri, variables] of cases) {
    it(`${uri} is ${variables === undefined ? 'none of it' : JSON.stringify(variables)}`, () => {
      assert.deepEqual(matchTemplate(FLOW, uri), variables);
    });
  }

  it('make the URIs that they match', () => {
    for (const values of [
      { namespace: 'a b', flow_id: 'ü/?#' },
      { namespace: 'a', flow_id: 'b', revision: '7' },
    ]) {
      assert.deepEqual(matchTemplate(FLOW, expandTemplate(FLOW, values)), values);
    }
  });
});
