import assert from 'node:assert/strict';
import { sourceNamespaces } from '../../src/model/sourceNamespaces.ts';

const flow = (task: string): string => `id: a\nnamespace: own\ntasks:\n  - id: t\n    ${task}\n`;

describe('sourceNamespaces', () => {
  it('finds the namespaces of subflows and conditions, not the own one or those of expressions', () => {
    assert.deepEqual(sourceNamespaces(flow('namespace: other')), ['other']);
    assert.deepEqual(sourceNamespaces(flow('namespaces: [x, y]')), ['x', 'y']);
    assert.deepEqual(sourceNamespaces(flow("namespace: '{{ inputs.where }}'")), []);
  });

  for (const end of ['\u0085', '\u2028', '\u2029', '\r', '⟦U+0085⟧', '⟦U+2028⟧', '⟦U+000D⟧']) {
    it(`reads lines as Kestra does: ${JSON.stringify(end)} ends a comment`, () =>
      assert.deepEqual(sourceNamespaces(flow(`x: 1 # nothing${end}    namespace: other`)), ['other']));
  }
});
