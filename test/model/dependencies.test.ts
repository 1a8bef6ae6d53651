import assert from 'node:assert/strict';
import {
  dependantsOf,
  dependenciesOf,
  type Dependencies,
  type FlowLink,
} from '../../src/model/dependencies.ts';
import { dependenciesMermaid } from '../../src/model/dependenciesMermaid.ts';
import { dependenciesText } from '../../src/model/dependenciesText.ts';

const HOME = 'team';
const flow = (name: string): FlowLink['from'] => {
  const [namespace = HOME, id = name] = name.includes('/') ? name.split('/') : [HOME, name];
  return { namespace, id };
};
const runs = (from: string, to: string): FlowLink => ({
  from: flow(from),
  to: flow(to),
  relation: 'FLOW_TASK',
});
const starts = (from: string, to: string): FlowLink => ({ ...runs(from, to), relation: 'FLOW_TRIGGER' });
const graph = (links: FlowLink[], ...alone: string[]): Dependencies => ({
  flows: [...links.flatMap(({ from, to }) => [from, to]), ...alone.map(flow)],
  links,
});

const treeOf = (dependencies: Dependencies): string =>
  dependenciesText(dependencies, HOME, 3_000).replace(/\n────▶ FLOW_TRIGGER.*$/, '');

describe('dependencies', () => {
  it('a parent depends on its subflow, but a flow that another’s end starts depends on that one', () => {
    const all = graph([
      runs('parent', 'it'),
      starts('before', 'it'),
      runs('it', 'child'),
      starts('it', 'after'),
    ]);
    const names = (found: ReturnType<typeof dependantsOf>) => found.map(({ flowId }) => flowId);
    assert.deepEqual(names(dependenciesOf(all, flow('it'))), ['before', 'child']);
    assert.deepEqual(names(dependantsOf(all, flow('it'))), ['parent', 'after']);
  });

  it('are a tree from the flows that nothing starts', () =>
    assert.equal(
      treeOf(graph([runs('b', 'c'), starts('a', 'b')], 'single')),
      'a\n  ────▶ b\n    ====▶ c\nwithout links: single',
    ));

  it('qualify flows of other namespaces, so that equal ids stay apart', () =>
    assert.equal(treeOf(graph([runs('load', 'other/load')])), 'load\n  ====▶ other.load'));

  it('end where flows start each other in a circle or meet again', () => {
    assert.equal(
      treeOf(graph([starts('a', 'b'), starts('b', 'a')])),
      'a\n  ────▶ b\n    ────▶ a (see above)',
    );
    assert.equal(
      treeOf(graph([runs('a', 'b'), runs('a', 'c'), runs('b', 'd'), runs('c', 'd'), runs('d', 'e')])),
      'a\n  ====▶ b\n    ====▶ d\n      ====▶ e\n  ====▶ c\n    ====▶ d (see above)',
    );
  });

  it('stay within a size and say what is missing', () => {
    const many = graph(Array.from({ length: 500 }, (_, at) => runs(`parent_${at}`, `child_${at}`)));
    const text = dependenciesText(many, HOME, 3_000);
    assert.ok(Buffer.byteLength(text) <= 3_000);
    assert.match(text, /^… \d+ more lines/m);
    const mermaid = dependenciesMermaid(many, HOME, 3_000);
    assert.ok(Buffer.byteLength(mermaid) <= 3_000);
    assert.match(mermaid, /… 4\d\d more links/);
  });

  it('are thick and thin arrows in Mermaid, and a word about flows without any', () => {
    const mermaid = dependenciesMermaid(graph([runs('a', 'b'), starts('b', 'c')], 'single'), HOME, 3_000);
    assert.match(mermaid, /alone\["… 1 without links"\]/);
    assert.match(mermaid, /f1 ==> f\d\n {2}f\d --> f\d/);
  });
});
