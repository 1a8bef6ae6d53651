import { namespaceTree, type NamespaceBranch } from '../../model/namespaceTree.ts';
import { GROUPS } from '../views/nodes.ts';
import type { ConnectionNode, GroupNode, LevelNode, NamespaceNode, TreeNode } from '../views/nodes.ts';
import { belowTaskRun } from './taskRunNodes.ts';

const EXECUTIONS = 10;
const TASK_RUNS = 100;
/** Rows that are here already cost nothing but the look over them. */
const OTHERS = 1_000;

/** Rows that a long level shows at first, and with each "Load more". */
export function pageOf({ kind }: LevelNode): number {
  if (kind === 'flow') return EXECUTIONS;
  return kind === 'execution' || kind === 'taskRun' ? TASK_RUNS : OTHERS;
}

/** Is there more to read of the rows of such a level than what makes them? */
export function hasDetails(level: LevelNode): boolean {
  return level.kind === 'execution' || (level.kind === 'namespace' && level.hasFlows);
}

/** What lies below a node that brings all of it along, so that nothing has to be asked. */
export function localLevel(node: LevelNode): TreeNode[] | undefined {
  if (node.kind === 'taskRun') return belowTaskRun(node);
  if (node.kind === 'namespace' && !node.hasFlows) return [...branchesBelow(node), ...groupsOf(node)];
  return undefined;
}

/** The first rows of a level, and a row that stands for the rest. */
export function firstOf(nodes: TreeNode[], parent: LevelNode, wanted: number): TreeNode[] {
  if (nodes.length <= wanted) return nodes;
  return [...nodes.slice(0, wanted), moreOf(parent, wanted, nodes.length)];
}

export function moreOf(parent: LevelNode, shown: number, total: number): TreeNode {
  const { id, connectionId } = parent;
  return { kind: 'more', id: `${id}//more`, connectionId, parent, shown, total };
}

export function namespacesOf(connection: ConnectionNode, namespaces: readonly string[]): NamespaceNode[] {
  return namespaceTree(namespaces).map((branch) => nodeOf(connection.connectionId, connection.id, branch));
}

export function branchesBelow({ id, connectionId, namespace, below }: NamespaceNode): NamespaceNode[] {
  const root = id.slice(0, -namespace.length - 1);
  return below.map((branch) => nodeOf(connectionId, root, branch));
}

/** Rows that are read when they are opened, and not before. */
export function groupsOf({ id, connectionId, namespace }: NamespaceNode): GroupNode[] {
  return GROUPS.map((group) => ({ kind: 'group', id: `${id}//${group}`, connectionId, group, namespace }));
}

function nodeOf(connectionId: string, root: string, branch: NamespaceBranch): NamespaceNode {
  return { kind: 'namespace', id: `${root}/${branch.namespace}`, connectionId, ...branch };
}
