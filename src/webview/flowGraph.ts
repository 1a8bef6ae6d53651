import * as l10n from '@vscode/l10n';
import type { Graph } from '../model/graph.ts';
import { GraphView } from './graphView.ts';
import { nothingKnown } from './store.ts';

/** The graph of a flow that need not have run: all there is to show stands in the page already. */
function start(): void {
  const { kept, texts } = document.body.dataset;
  // Both are written by the extension into this page.
  l10n.config({ contents: JSON.parse(texts ?? '{}') });
  const graph: Graph = JSON.parse(kept ?? '{"nodes":[],"edges":[]}');
  const view = new GraphView({ send: () => undefined, showLogs: () => undefined }, '');
  document.body.append(view.element);
  view.render({ ...nothingKnown(), graph: { value: graph } });
}

start();
