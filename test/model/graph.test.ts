import assert from 'node:assert/strict';
import type { TaskRun } from '../../src/model/execution.ts';
import { withTaskRuns, type Graph, type GraphNode } from '../../src/model/graph.ts';
import { fitGraph, renderWithin } from '../../src/model/graphFit.ts';
import { graphMermaid } from '../../src/model/graphMermaid.ts';
import { graphText } from '../../src/model/graphText.ts';
import { mermaidLabel } from '../../src/model/mermaidText.ts';
import type { State } from '../../src/model/state.ts';

const task = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind: 'task',
  name: id,
  ...more,
});

/** Tasks one after the other. */
const chain = (...nodes: GraphNode[]): Graph => ({
  nodes,
  edges: nodes.slice(1).map((node, at) => ({ from: nodes[at]?.id ?? '', to: node.id })),
});

const run = (taskId: string, current: State, duration?: string): TaskRun => ({
  id: `${taskId} run`,
  taskId,
  state: { current, histories: [], duration },
});

describe('graphText', () => {
  it('orders tasks as they run, whatever order Kestra names them in', () => {
    const graph: Graph = {
      nodes: [task('third'), task('first'), task('second')],
      edges: [
        { from: 'second', to: 'third' },
        { from: 'first', to: 'second' },
      ],
    };
    assert.equal(graphText(graph), 'first\nsecond\nthird');
  });

  it('says what a task waits for where it is not the line above', () => {
    const dag = task('dag', { type: 'io.kestra.plugin.core.flow.Dag' });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => task(id, { parent: 'dag' }));
    assert.ok(a && b && c);
    const edges = [
      { from: 'dag', to: 'a' },
      { from: 'dag', to: 'b' },
      { from: 'a', to: 'c' },
      { from: 'b', to: 'c' },
    ];
    assert.equal(graphText({ nodes: [dag, a, b, c], edges }), 'dag (Dag)\n  a\n  b\n  c after a, b');
  });

  it('keeps an id of several lines on one', () =>
    assert.equal(graphText(chain(task('two\nlines'))), 'two lines'));
});

describe('withTaskRuns', () => {
  it('counts the runs of iterations, the gravest state first', () => {
    const runs = [run('item', 'SUCCESS'), run('item', 'FAILED'), run('item', 'SUCCESS'), run('x', 'SUCCESS')];
    const graph = withTaskRuns(chain(task('item'), task('next')), runs);
    assert.equal(graphText(graph), 'item 1 FAILED, 2 SUCCESS\nnext');
  });

  it('tells how long a single run took', () => {
    const graph = withTaskRuns(chain(task('load')), [run('load', 'SUCCESS', 'PT1M5S')]);
    assert.equal(graphText(graph), 'load SUCCESS 1m 5s');
  });
});

describe('fitGraph', () => {
  const box = (id: string): GraphNode[] => [
    task(id, { type: 'io.kestra.plugin.core.flow.Parallel' }),
    ...[1, 2, 3].map((at) => task(`${id}${at}`, { parent: id })),
  ];

  it('leaves a small graph alone', () => {
    const graph = chain(task('a'), task('b'));
    assert.equal(fitGraph(graph, 2), graph);
  });

  it('shows flowable tasks for what is inside them, but where something failed last', () => {
    const boxes = [...box('a'), ...box('b')];
    const graph = withTaskRuns({ nodes: boxes, edges: [{ from: 'a', to: 'b' }] }, [run('b2', 'FAILED')]);
    assert.equal(
      graphText(fitGraph(graph, 5)),
      'a (Parallel, 3 tasks inside)\nb (Parallel)\n  b1\n  b2 FAILED\n  b3',
    );
  });

  it('merges neighbours of a long chain around what failed', () => {
    const nodes = Array.from({ length: 100 }, (_, at) => task(`t${at}`));
    const graph = withTaskRuns(chain(...nodes), [run('t50', 'FAILED')]);
    const fitted = fitGraph(graph, 5);
    assert.equal(graphText(fitted), 't0\nt1\nt2\n… 47 tasks\nt50 FAILED\n… 49 tasks');
    assert.equal(fitted.edges.length, 5);
  });

  it('renders within a size', () => {
    const graph = chain(...Array.from({ length: 500 }, (_, at) => task(`${at}`.padStart(100, 'x'))));
    for (const render of [graphMermaid, graphText]) {
      const text = renderWithin(graph, render, { maxNodes: 120, maxBytes: 4_000 });
      assert.ok(Buffer.byteLength(text) <= 4_000);
      assert.match(text, /… \d+ tasks/);
    }
  });
});

describe('graphMermaid', () => {
  const HOSTILE = [
    'a"]; b --> c',
    '%%{init: {}}%%',
    '`x`',
    '<script>',
    '#quot;',
    '1. list',
    '- list',
    'x\ny',
  ];

  it('escapes whatever could end a label or be read as markup', () => {
    const labels = HOSTILE.map((text) => mermaidLabel(text));
    // What is left of a label without its entities cannot mean anything to Mermaid or HTML.
    for (const label of labels) {
      assert.match(label, /^"(?:[\p{L}\p{N} _.,:/=…-]|#\d+;)*"$/u);
      assert.doesNotMatch(label, /^"(?:\d+\.|-) /);
    }
    assert.equal(labels[0], '"a#34;#93;#59; b --#62; c"');
  });

  it('names nodes itself, so that no id of a flow stands outside a label', () => {
    const graph = chain(...HOSTILE.map((id) => task(id)));
    const lines = graphMermaid(graph).split('\n').slice(1);
    for (const line of lines) assert.match(line, /^ {2}n\d+(?:\["[^"\]]*"\]| --> n\d+)$/);
  });

  it('has edges leave a flowable task from the box around it and its children', () => {
    const graph: Graph = {
      nodes: [
        task('box', { type: 'io.kestra.plugin.core.flow.If' }),
        task('in', { parent: 'box' }),
        task('next'),
      ],
      edges: [
        { from: 'box', to: 'in', label: 'then' },
        { from: 'box', to: 'next' },
      ],
    };
    assert.equal(
      graphMermaid(graph),
      [
        'flowchart TD',
        '  subgraph n0s["If"]',
        '    n0["box"]',
        '    n1["in"]',
        '  end',
        '  n2["next"]',
        '  n0 -->|"then"| n1',
        '  n0s --> n2',
      ].join('\n'),
    );
  });
});
