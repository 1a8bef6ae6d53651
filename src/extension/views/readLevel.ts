import type { Kestra } from '../../kestra/client.ts';
import { flowsOfNamespace, listExecutions, listNamespaces } from '../../operations/list.ts';
import type { ConnectionNode, ExecutionNode, FlowNode, LevelNode, NamespaceNode, TreeNode } from './nodes.ts';

/** More namespaces than this are out of reach for a person's eyes. */
const MOST_NAMESPACES = 10_000;

interface Reader {
  kestra: Kestra;
  signal: AbortSignal;
}

/**
 * What lies below a node, by one request.
 *
 * @param wanted how many executions of a flow are shown
 */
export async function readLevel(kestra: Kestra, node: LevelNode, wanted: number): Promise<TreeNode[]> {
  const context = { kestra, signal: new AbortController().signal };
  switch (node.kind) {
    case 'connection':
      return orNothing(await readNamespaces(context, node), node, 'No flows yet');
    case 'namespace':
      return orNothing(await readFlows(context, node), node, 'No flows');
    case 'flow':
      return orNothing(await readExecutions(context, node, wanted), node, 'Not executed yet');
    default:
      return node satisfies never;
  }
}

async function readNamespaces(context: Reader, { id, connectionId }: ConnectionNode): Promise<TreeNode[]> {
  const search = { withFlowsOnly: true };
  const { items } = await listNamespaces(context, search, { limit: MOST_NAMESPACES });
  return items.map((namespace) => ({ kind: 'namespace', id: `${id}/${namespace}`, connectionId, namespace }));
}

async function readFlows(
  context: Reader,
  { id, connectionId, namespace }: NamespaceNode,
): Promise<TreeNode[]> {
  const flows = await flowsOfNamespace(context, namespace);
  return flows.map((flow) => ({ kind: 'flow', id: `${id}/${flow.id}`, connectionId, flow }));
}

async function readExecutions(context: Reader, node: FlowNode, wanted: number): Promise<TreeNode[]> {
  const { id, connectionId, flow } = node;
  const search = { namespace: flow.namespace, exactNamespace: true, flowId: flow.id };
  const { items, total } = await listExecutions(context, search, { limit: wanted });
  const nodes: TreeNode[] = items.map((execution): ExecutionNode => ({
    kind: 'execution',
    id: `${id}/${execution.id}`,
    connectionId,
    execution,
    inbox: false,
  }));
  if (items.length < total) {
    nodes.push({ kind: 'more', id: `${id}/more`, connectionId, parent: node, shown: items.length, total });
  }
  return nodes;
}

function orNothing(nodes: TreeNode[], { id, connectionId }: LevelNode, text: string): TreeNode[] {
  return nodes.length > 0 ? nodes : [{ kind: 'nothing', id: `${id}/nothing`, connectionId, text }];
}
