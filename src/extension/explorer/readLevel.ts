import * as l10n from '@vscode/l10n';
import type { Kestra } from '../../kestra/client.ts';
import { hoursAgo } from '../../model/duration.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { flowsOfNamespace, listExecutions, listNamespaces } from '../../operations/list.ts';
import type {
  ConnectionNode,
  ExecutionNode,
  FlowNode,
  LevelNode,
  NamespaceNode,
  TreeNode,
} from '../views/nodes.ts';
import type { ExecutionFilter } from './executionFilter.ts';
import { branchesBelow, groupsOf, moreOf, namespacesOf } from './localLevel.ts';
import { readDirectory, readGroup } from './readGroup.ts';
import { belowTaskRun, taskRunNodes } from './taskRunNodes.ts';

/** More namespaces than this are out of reach for a person's eyes. */
const MOST_NAMESPACES = 10_000;

export interface LevelRequest {
  /** How many executions of a flow are shown. */
  wanted: number;
  filter: ExecutionFilter;
}

export interface Reader {
  kestra: Kestra;
  signal: AbortSignal;
}

/** What lies below a node, by one request. */
export async function readLevel(kestra: Kestra, node: LevelNode, request: LevelRequest): Promise<TreeNode[]> {
  const context = { kestra, signal: new AbortController().signal };
  switch (node.kind) {
    case 'connection':
      return orNothing(await readNamespaces(context, node), node, l10n.t('No flows yet'));
    case 'namespace':
      return readNamespace(context, node);
    case 'flow':
      return readExecutions(context, node, request);
    case 'execution':
      return orNothing(await readTaskRuns(context, node), node, l10n.t('No task runs yet'));
    case 'group':
      return orNothing(await readGroup(context, node), node, NOTHING[node.group]());
    case 'directory':
      return orNothing(await readDirectory(context, node), node, l10n.t('No files'));
    case 'taskRun':
      return belowTaskRun(node);
    default:
      return node satisfies never;
  }
}

const NOTHING = {
  triggers: () => l10n.t('No triggers'),
  kv: () => l10n.t('No keys'),
  files: () => l10n.t('No files'),
} as const;

async function readNamespaces(context: Reader, node: ConnectionNode): Promise<TreeNode[]> {
  const search = { withFlowsOnly: true };
  const { items } = await listNamespaces(context, search, { limit: MOST_NAMESPACES });
  return namespacesOf(node, items);
}

async function readNamespace(context: Reader, node: NamespaceNode): Promise<TreeNode[]> {
  const { id, connectionId, namespace } = node;
  const flows = await flowsOfNamespace(context, namespace);
  const nodes = flows.map((flow): FlowNode => ({ kind: 'flow', id: `${id}/${flow.id}`, connectionId, flow }));
  return [...branchesBelow(node), ...nodes, ...groupsOf(node)];
}

async function readExecutions(
  context: Reader,
  node: FlowNode,
  { wanted, filter: { states, hours } }: LevelRequest,
): Promise<TreeNode[]> {
  const { id, connectionId, flow } = node;
  const startedAfter = hours === undefined ? undefined : hoursAgo(hours);
  const search = { namespace: flow.namespace, exactNamespace: true, flowId: flow.id, states, startedAfter };
  const { items, total } = await listExecutions(context, search, { limit: wanted });
  const nodes: TreeNode[] = items.map((execution): ExecutionNode => ({
    kind: 'execution',
    id: `${id}/${execution.id}`,
    connectionId,
    execution,
    inbox: false,
  }));
  if (items.length < total) nodes.push(moreOf(node, items.length, total));
  const isFiltered = states !== undefined || hours !== undefined;
  return orNothing(
    nodes,
    node,
    isFiltered ? l10n.t('None that the filter shows') : l10n.t('Not executed yet'),
  );
}

async function readTaskRuns(context: Reader, node: ExecutionNode): Promise<TreeNode[]> {
  return taskRunNodes(node, await getExecution(context, node.execution.id));
}

function orNothing(nodes: TreeNode[], { id, connectionId }: LevelNode, text: string): TreeNode[] {
  return nodes.length > 0 ? nodes : [{ kind: 'nothing', id: `${id}//nothing`, connectionId, text }];
}
