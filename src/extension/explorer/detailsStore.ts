import type { TreeNode } from '../views/nodes.ts';
import type { Details } from './levelDetails.ts';
import { rowsWithin } from './liveRows.ts';

/** What rows tell beyond their own answer, kept apart: VS Code knows a row by its object, which has to stay. */
export class DetailsStore {
  readonly #known = new Map<string, Details>();

  /** The row with what is known of it. */
  of<Node extends TreeNode>(node: Node): Node {
    const known = this.#known.get(node.id);
    return known === undefined ? node : { ...node, ...known };
  }

  /** Keeps what was read; returns the rows that look different now. */
  keep(rows: readonly TreeNode[], read: ReadonlyMap<string, Details>): TreeNode[] {
    return rowsWithin(rows).filter(({ id }) => {
      const details = read.get(id);
      if (JSON.stringify(details) === JSON.stringify(this.#known.get(id))) return false;
      if (details === undefined) this.#known.delete(id);
      else this.#known.set(id, details);
      return true;
    });
  }

  forget(isGone: (id: string) => boolean): void {
    for (const id of this.#known.keys()) if (isGone(id)) this.#known.delete(id);
  }
}
