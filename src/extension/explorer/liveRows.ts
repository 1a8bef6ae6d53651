import { isTerminated, isWaiting, type State } from '../../model/state.ts';
import type { TreeNode } from '../views/nodes.ts';

/** Rows with the task runs that lie within them. */
export function rowsWithin(rows: readonly TreeNode[]): TreeNode[] {
  return rows.flatMap((row) => (row.kind === 'taskRun' ? [row, ...rowsWithin(row.nested)] : [row]));
}

/** Does something run that these rows show? What waits for a person changes too seldom to be asked for every moment. */
export function isAnyRunning(rows: readonly TreeNode[]): boolean {
  return rowsWithin(rows).some((row) => {
    const state = stateOf(row);
    return state !== undefined && !isTerminated(state) && !isWaiting(state);
  });
}

/** The state that a row shows. */
export function stateOf(row: TreeNode): State | undefined {
  if (row.kind === 'execution') return row.execution.state;
  if (row.kind === 'taskRun' || row.kind === 'attempt') return stateOfRun(row);
  return row.kind === 'flow' ? row.last?.state : undefined;
}

function stateOfRun(row: Extract<TreeNode, { kind: 'taskRun' | 'attempt' }>): State {
  return row.kind === 'taskRun' ? row.taskRun.state.current : row.state.current;
}
