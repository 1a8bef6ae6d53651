import type { TreeNode } from '../views/nodes.ts';

/** Where a row stands for VS Code's decorations, which go up from folder to folder. */
export interface RowPlace {
  connectionId: string;
  path: string;
  /** The rows above are marked too, while they are collapsed. */
  goesUp: boolean;
}

/** Executions lie apart from their flow: only the last one, which the flow's row tells, matters further up. */
export function rowPlace(row: TreeNode): RowPlace | undefined {
  const { connectionId } = row;
  switch (row.kind) {
    case 'namespace':
      return { connectionId, path: `/flows/${partsOf(row.namespace)}`, goesUp: false };
    case 'flow':
      // No part of a namespace begins with a colon.
      return { connectionId, path: `/flows/${partsOf(row.flow.namespace)}/:${row.flow.id}`, goesUp: true };
    case 'execution':
      return { connectionId, path: `/executions/${row.execution.id}`, goesUp: false };
    default:
      return undefined;
  }
}

function partsOf(namespace: string): string {
  return namespace.replaceAll('.', '/');
}
