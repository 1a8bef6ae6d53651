import assert from 'node:assert/strict';
import { reachingFunction } from '../../src/model/scopedExpression.ts';
import { sourceNamespaces } from '../../src/model/sourceNamespaces.ts';

describe('other namespaces in a source', () => {
  it('are those of subflows, triggers and tasks, but not its own and not what is worked out later', () => {
    const source = `
id: one
namespace: own.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: called.team
  - id: dynamic
    type: io.kestra.plugin.core.flow.Subflow
    namespace: "{{ flow.namespace }}"
  - id: parallel
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - { id: deep, type: x, namespace: deep.team }
  - id: named
    type: x
    variable: &elsewhere aliased.team
  - { id: alias, type: x, namespace: *elsewhere }
  - id: files
    type: x
    namespaces: [one.team, two.team]
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      flows:
        - namespace: before.team
          flowId: x
`;
    const expected = ['called.team', 'deep.team', 'aliased.team', 'one.team', 'two.team', 'before.team'];
    assert.deepEqual(sourceNamespaces(source), expected);
  });

  it('are none in what is no YAML', () => {
    assert.deepEqual(sourceNamespaces(': : ['), []);
    assert.deepEqual(sourceNamespaces(''), []);
  });
});

describe('functions that reach out of an execution', () => {
  it('are found however they are written', () => {
    for (const [expression, name] of [
      ["{{ kv('key', 'other') }}", 'kv'],
      ["{{ 'a' ~ kv ('key') }}", 'kv'],
      ["{{ read('file.txt') | upper }}", 'read'],
      ["{{ render('{{ k' ~ 'v(1) }}') }}", 'render'],
      ["{{ http('http://localhost:8080') }}", 'http'],
    ] as const) {
      assert.equal(reachingFunction(expression), name);
    }
    for (const expression of ['{{ outputs.kv.value }}', '{{ inputs.read }}', '{{ now() }}']) {
      assert.equal(reachingFunction(expression), undefined, expression);
    }
  });
});
