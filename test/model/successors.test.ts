import assert from 'node:assert/strict';
import type { Graph, GraphNode } from '../../src/model/graph.ts';
import { successorsOf } from '../../src/model/successors.ts';

const task = (id: string, parent?: string): GraphNode => ({ id, kind: 'task', name: id, parent });

const graph: Graph = {
  nodes: [
    { id: 'nightly', kind: 'trigger', name: 'nightly' },
    task('compile'),
    task('checks'),
    task('unit', 'checks'),
    task('lint', 'checks'),
    task('deploy'),
    { ...task('alarm'), branch: 'ERROR' },
  ],
  edges: [
    { from: 'nightly', to: 'compile' },
    { from: 'compile', to: 'checks' },
    { from: 'compile', to: 'alarm', onError: true },
    { from: 'checks', to: 'unit' },
    { from: 'unit', to: 'lint' },
    { from: 'checks', to: 'deploy' },
    { from: 'deploy', to: 'alarm', onError: true },
  ],
};

describe('the tasks right after a task', () => {
  const cases: [string, string[]][] = [
    ['compile', ['checks', 'alarm']],
    // A flowable task is followed by what comes after it, not by its own tasks.
    ['checks', ['deploy']],
    ['unit', ['lint']],
    ['lint', ['deploy']],
    ['deploy', ['alarm']],
    ['alarm', []],
    ['missing', []],
    ['nightly', []],
  ];
  for (const [name, expected] of cases) {
    it(`${name}: ${expected.join(', ') || 'none'}`, () =>
      assert.deepEqual(successorsOf(graph, name), expected));
  }
});
