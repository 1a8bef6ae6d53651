import type { LevelNode, TreeNode } from '../views/nodes.ts';
import { firstOf, pageOf } from './localLevel.ts';

/** What lies below one node, as it was last read. */
export interface Level {
  /** As VS Code knows it. */
  node: LevelNode;
  nodes: TreeNode[];
  /** To be read again before it is shown next. */
  stale: boolean;
  /** How many rows are wanted; grows with "Load more". */
  wanted: number;
  /** Collapsed by the user. */
  closed: boolean;
}

/** The levels that have been opened, and how they lie below each other. */
export class OpenLevels {
  readonly #levels = new Map<string, Level>();
  readonly #parents = new WeakMap<TreeNode, LevelNode>();

  get(node: Pick<LevelNode, 'id'>): Level | undefined {
    return this.#levels.get(node.id);
  }

  parentOf(node: TreeNode): LevelNode | undefined {
    return this.#parents.get(node);
  }

  /**
   * Keeps what was read; returns the ids of rows that are no more. Where nothing has changed the rows stay the same
   * objects, since VS Code knows a row by its object.
   */
  keep(node: LevelNode, read: TreeNode[]): { level: Level; gone: string[] } {
    const before = this.#levels.get(node.id);
    const nodes = before && JSON.stringify(before.nodes) === JSON.stringify(read) ? before.nodes : read;
    const now = new Set(nodes.map(({ id }) => id));
    const gone = (before?.nodes ?? []).flatMap(({ id }) => (now.has(id) ? [] : [id]));
    const wanted = before?.wanted ?? pageOf(node);
    const level: Level = { node, nodes, wanted, stale: false, closed: before?.closed ?? false };
    this.#levels.set(node.id, level);
    return { level, gone };
  }

  /** The rows that VS Code gets. */
  shown({ node, nodes, wanted }: Level): TreeNode[] {
    // Executions come page by page from Kestra, with their own row for the rest.
    const shown = node.kind === 'flow' ? nodes : firstOf(nodes, node, wanted);
    for (const child of shown) this.#parents.set(child, node);
    return shown;
  }

  expire(): void {
    for (const level of this.#levels.values()) level.stale = true;
  }

  more(node: LevelNode): void {
    const level = this.#levels.get(node.id);
    if (level === undefined) return;
    level.stale ||= node.kind === 'flow';
    level.wanted += pageOf(node);
  }

  setClosed(node: TreeNode, closed: boolean): void {
    const level = this.#levels.get(node.id);
    if (level !== undefined) level.closed = closed;
  }

  /** Levels that are open themselves and up to the root. */
  open(): Level[] {
    const isShown = (node: LevelNode): boolean => {
      const parent = this.#parents.get(node);
      return this.#levels.get(node.id)?.closed === false && (parent === undefined || isShown(parent));
    };
    return [...this.#levels.values()].filter(({ node }) => isShown(node));
  }

  forget(isGone: (id: string) => boolean): void {
    for (const id of this.#levels.keys()) if (isGone(id)) this.#levels.delete(id);
  }
}
