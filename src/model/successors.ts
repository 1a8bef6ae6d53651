import type { Graph } from './graph.ts';

/**
 * The tasks that would run right after a task, whichever way it ends: those that its edges lead to, or where it is the
 * last of a flowable task, those after that one.
 */
export function successorsOf({ nodes, edges }: Graph, taskId: string): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const start = nodes.find(({ kind, name }) => kind === 'task' && name === taskId);
  const found = new Set<string>();
  let goesOn = false;
  for (let node = start; node !== undefined && !goesOn; node = byId.get(node.parent ?? '')) {
    const { id } = node;
    const next = edges.filter(({ from, to }) => from === id && byId.get(to)?.parent !== id);
    for (const { to } of next) found.add(byId.get(to)?.name ?? '');
    goesOn = next.some(({ onError }) => !onError);
  }
  found.delete('');
  return [...found];
}
