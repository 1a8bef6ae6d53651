import type { FlowNode, LevelNode } from '../views/nodes.ts';
import type { ExplorerStore } from './explorerStore.ts';

export interface FlowPlace {
  connectionId: string;
  namespace: string;
  flowId: string;
}

/** The row of a flow, with the levels above it read where nobody has opened them yet. */
export async function pathTo(store: ExplorerStore, place: FlowPlace): Promise<FlowNode | undefined> {
  let level: LevelNode | undefined = store
    .roots()
    .find(({ connectionId }) => connectionId === place.connectionId);
  while (level !== undefined) {
    const rows = await store.children(level);
    const { namespace, flowId } = place;
    const found = rows.find(
      (row) => row.kind === 'flow' && row.flow.namespace === namespace && row.flow.id === flowId,
    );
    if (found?.kind === 'flow') return found;
    level = rows
      .filter((row) => row.kind === 'namespace')
      .find((row) => `${namespace}.`.startsWith(`${row.namespace}.`));
  }
  return undefined;
}
