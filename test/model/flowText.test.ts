import assert from 'node:assert/strict';
import { flowNamedIn } from '../../src/model/flowText.ts';

describe('a YAML text that is a flow', () => {
  it('names its id and namespace', () => {
    const text = "# ours\nid: refund # short\nnamespace: 'shop.finance'\r\n\ntasks:\n  - id: other\n";
    assert.deepEqual(flowNamedIn(text), { id: 'refund', namespace: 'shop.finance' });
  });

  for (const [what, text] of [
    ['without tasks', 'id: a\nnamespace: b\n'],
    ['without a namespace', 'id: a\ntasks: []\n'],
    ['with all of them deeper down', 'flow:\n  id: a\n  namespace: b\n  tasks: []\n'],
    ['of Kubernetes', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  namespace: b\n'],
  ] as const) {
    it(`is none ${what}`, () => assert.equal(flowNamedIn(text), undefined));
  }
});
