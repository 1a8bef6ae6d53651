import assert from 'node:assert/strict';
import { graphText } from '../../src/model/graphText.ts';
import { graphSchema } from '../../src/kestra/graphSchema.ts';

const CLASSES = 'io.kestra.core.models.hierarchies';
const technical = (uid: string, kind: string) => ({ uid, type: `${CLASSES}.GraphCluster${kind}` });
const task = (uid: string, id: string, more: object = {}) => ({
  uid,
  type: `${CLASSES}.GraphTask`,
  task: { id, type: `x.${id}` },
  ...more,
});
const edge = (source: string, target: string, relationType?: string, value?: string) => ({
  source,
  target,
  relation: { relationType, value },
});

/** As the recorded answers of Kestra 1.3.25 show an execution: every iteration has nodes and clusters of its own. */
const ITERATIONS = {
  nodes: [
    technical('root.root-1', 'Root'),
    technical('root.end-1', 'End'),
    technical('root.each.root-1', 'Root'),
    technical('root.each.end-1', 'End'),
    task('root.each', 'each'),
    task('root.each.item_a', 'item'),
    task('root.each.item_b', 'item'),
    task('root.last', 'last'),
  ],
  edges: [
    edge('root.root-1', 'root.each.root-1'),
    edge('root.each.root-1', 'root.each'),
    edge('root.each', 'root.each.item_a', 'DYNAMIC', 'a'),
    edge('root.each.item_a', 'root.each.item_b', 'DYNAMIC', 'b'),
    edge('root.each.item_b', 'root.each.end-1'),
    edge('root.each.end-1', 'root.last', 'SEQUENTIAL'),
    edge('root.last', 'root.end-1'),
  ],
  clusters: [
    {
      cluster: { uid: 'cluster_root.each', taskNode: task('root.each', 'each') },
      nodes: ['root.each.root-1', 'root.each.end-1', 'root.each', 'root.each.item_a', 'root.each.item_b'],
      parents: [],
      start: 'root.each.root-1',
      end: 'root.each.end-1',
    },
  ],
};

describe('graphSchema', () => {
  it('merges iterations, and leaves out the technical nodes', () => {
    const graph = graphSchema.parse(ITERATIONS);
    assert.equal(graphText(graph), 'each (each)\n  item (item)\nlast (last)');
    assert.deepEqual(
      graph.edges.map(({ from, to, label }) => [from, to, label]),
      [
        ['each', 'item', undefined],
        ['each', 'last', undefined],
      ],
    );
  });

  it('has triggers lead to the first task, but not to the branch for errors', () => {
    const { nodes, edges } = graphSchema.parse({
      nodes: [
        technical('root.root-1', 'Root'),
        technical('root.finally-1', 'Finally'),
        technical('root.Triggers.end-1', 'End'),
        {
          uid: 't',
          type: `${CLASSES}.GraphTrigger`,
          triggerDeclaration: { id: 'first', type: 'x.Schedule' },
        },
        task('root.first', 'first'),
        task('root.err', 'err', { branchType: 'ERROR' }),
        task('root.fin', 'fin', { branchType: 'FINALLY' }),
      ],
      edges: [
        edge('t', 'root.Triggers.end-1'),
        edge('root.Triggers.end-1', 'root.root-1'),
        edge('root.root-1', 'root.first'),
        edge('root.root-1', 'root.err', 'ERROR'),
        edge('root.first', 'root.finally-1'),
        edge('root.err', 'root.finally-1'),
        edge('root.finally-1', 'root.fin'),
      ],
    });
    assert.deepEqual(
      edges.map(({ from, to }) => `${from} > ${to}`),
      ['trigger first > first', 'first > fin', 'err > fin'],
    );
    // A task may have the id of a trigger.
    assert.deepEqual(
      nodes.map(({ id, kind }) => [id, kind]),
      [
        ['trigger first', 'trigger'],
        ['first', 'task'],
        ['err', 'task'],
        ['fin', 'task'],
      ],
    );
  });
});
