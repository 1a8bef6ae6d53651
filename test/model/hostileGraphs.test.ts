import assert from 'node:assert/strict';
import { dependenciesMermaid } from '../../src/model/dependenciesMermaid.ts';
import { dependenciesText } from '../../src/model/dependenciesText.ts';
import type { Graph } from '../../src/model/graph.ts';
import { graphMermaid } from '../../src/model/graphMermaid.ts';
import { graphText } from '../../src/model/graphText.ts';
import { ACTIVE, HIDDEN, NEEDS_HIDDEN, TELLING, UNSEEN } from '../support/hostile.ts';

const CORPUS = [...ACTIVE, ...HIDDEN, ...NEEDS_HIDDEN, ...TELLING];

/** A task that opens a branch, and a trigger: each with the text as its name. */
const graphOf = (text: string): Graph => ({
  nodes: [
    { id: 'trigger', kind: 'trigger', name: text, type: text },
    { id: 'switch', kind: 'task', name: text, type: `io.kestra.${text}` },
    { id: text, kind: 'task', name: text, parent: 'switch' },
    { id: 'after', kind: 'task', name: text },
  ],
  edges: [
    { from: 'trigger', to: 'switch' },
    { from: 'switch', to: text, label: text },
    { from: text, to: 'after', onError: true },
  ],
});

/** What a diagram may consist of besides the words that the renderer itself writes. */
const LABEL = /"(?:[\p{L}\p{N} _.,:/=…-]|#\d+;|<br\/>)*"/gu;
const NODE = String.raw`\w+(?:\[@\]|\(\[@\]\)|>@\])?`;
const LINE = new RegExp(
  String.raw`^(?:flowchart (?:TD|LR)|subgraph \w+\[@\]|end|${NODE}|${NODE} (?:-->|==>|-\.->)(?:\|@\|)? ${NODE})$`,
);

function assertDrawn(diagram: string): void {
  for (const line of diagram.split('\n')) assert.match(line.trim().replaceAll(LABEL, '@'), LINE, line);
  assert.doesNotMatch(diagram, UNSEEN);
}

describe('diagrams of hostile flows', () => {
  for (const { what, text } of CORPUS) {
    it(`consist of labels and arrows only: ${what}`, () => {
      assertDrawn(graphMermaid(graphOf(text)));
      const flow = { namespace: 'a', id: text };
      const other = { namespace: text, id: 'b' };
      const dependencies = {
        flows: [flow, other],
        links: [{ from: flow, to: other, relation: 'FLOW_TASK' as const }],
      };
      assertDrawn(dependenciesMermaid(dependencies, 'a', 5_000));
    });

    it(`have as many lines as tasks: ${what}`, () => {
      const plain = graphText(graphOf('plain')).split('\n').length;
      assert.equal(graphText(graphOf(text)).split('\n').length, plain);
    });
  }

  it('name every flow of a tree in a line of its own', () => {
    for (const { text } of CORPUS) {
      const [from, to] = [
        { namespace: 'a', id: text },
        { namespace: 'a', id: `${text}2` },
      ];
      const dependencies = { flows: [from, to], links: [{ from, to, relation: 'FLOW_TRIGGER' as const }] };
      assert.equal(dependenciesText(dependencies, 'a', 5_000).split('\n').length, 3, text);
    }
  });
});
