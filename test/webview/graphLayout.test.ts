import assert from 'node:assert/strict';
import type { Graph } from '../../src/model/graph.ts';
import { placeGraph, type PlacedGraph } from '../../src/webview/graphLayout.ts';

/** `fork` holds `left` and `right`; `end` comes when both have ended. */
const GRAPH: Graph = {
  nodes: [
    { id: 'fork', kind: 'task', name: 'fork' },
    { id: 'left', kind: 'task', name: 'left', parent: 'fork' },
    { id: 'right', kind: 'task', name: 'right', parent: 'fork' },
    { id: 'end', kind: 'task', name: 'end' },
  ],
  edges: [
    { from: 'fork', to: 'left' },
    { from: 'fork', to: 'right', label: 'else' },
    { from: 'fork', to: 'end' },
  ],
};

describe('the layout of a graph', () => {
  let placed: PlacedGraph;
  const box = (id: string) => {
    const found = placed.nodes.find(({ node }) => node.id === id);
    assert.ok(found, id);
    return found;
  };

  before(() => {
    placed = placeGraph(GRAPH, () => 100);
  });

  it('goes from top to bottom, with what runs side by side beside each other', () => {
    assert.ok(box('fork').y < box('left').y);
    assert.equal(box('left').y, box('right').y);
    assert.ok(Math.abs(box('left').x - box('right').x) >= 100);
    assert.ok(box('left').y < box('end').y);
  });

  it('holds what is inside of a task in one group with it, and nothing else', () => {
    const [group, ...others] = placed.groups;
    assert.ok(group);
    assert.equal(others.length, 0);
    const isInside = (id: string): boolean => Math.abs(box(id).y - group.y) < group.height / 2;
    assert.deepEqual(['fork', 'left', 'right', 'end'].map(isInside), [true, true, true, false]);
  });

  it('goes on from the last tasks of a group', () => {
    const drawn = placed.edges.map(({ edge }) => `${edge.from} ${edge.to}`);
    assert.deepEqual(drawn, ['fork left', 'fork right', 'left end', 'right end']);
    assert.ok(placed.edges.every(({ points }) => points.length >= 2));
  });

  it('takes an edge to a node that is not there for none', () => {
    const edges = [{ from: 'fork', to: 'gone' }];
    assert.deepEqual(placeGraph({ ...GRAPH, edges }, () => 100).edges, []);
  });
});
