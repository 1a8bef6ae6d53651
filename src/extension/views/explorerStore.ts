import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import { flowsOfNamespace, listExecutions, listNamespaces } from '../../operations/list.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import type { ExecutionNode, FlowNode, LevelNode, TreeNode } from './nodes.ts';

/** Executions that a flow shows at first, and with each "Load more". */
const PAGE = 10;
/** More namespaces than this are out of reach for a person's eyes. */
const MOST_NAMESPACES = 10_000;

/** What lies below one node, as it was last read. */
interface Level {
  nodes: TreeNode[];
  total: number;
  /** To be read again before it is shown next. */
  stale: boolean;
  /** How many executions are wanted; grows with "Load more". */
  wanted: number;
}

/** The levels of the explorer that have been opened; a failed refresh leaves what was there. */
export class ExplorerStore {
  readonly #profiles: () => readonly ConnectionProfile[];
  readonly #activeId: () => string | undefined;
  readonly #clientOf: (connectionId: string) => Promise<Kestra>;
  readonly #levels = new Map<string, Level>();
  readonly #reading = new Map<string, Promise<TreeNode[]>>();
  readonly #failures = new Map<string, Failure>();
  #fingerprints: ReadonlyMap<string, string>;

  constructor(sources: {
    profiles: () => readonly ConnectionProfile[];
    activeId: () => string | undefined;
    clientOf: (connectionId: string) => Promise<Kestra>;
  }) {
    this.#profiles = sources.profiles;
    this.#activeId = sources.activeId;
    this.#clientOf = sources.clientOf;
    this.#fingerprints = fingerprintsOf(sources.profiles());
  }

  roots(): TreeNode[] {
    return this.#profiles().map(({ id, name, baseUrl, tenant, production }) => ({
      kind: 'connection',
      id: rootId(id),
      connectionId: id,
      name,
      place: `${baseUrl.replace(/^https?:\/\//, '')} · ${tenant}`,
      active: id === this.#activeId(),
      production,
    }));
  }

  /** What lies below a node: one request when it is opened first or is stale, else none. */
  children(node: LevelNode): Promise<TreeNode[]> {
    const known = this.#levels.get(node.id);
    if (known !== undefined && !known.stale) return Promise.resolve(known.nodes);
    const reading =
      this.#reading.get(node.id) ?? this.#read(node, known).finally(() => this.#reading.delete(node.id));
    this.#reading.set(node.id, reading);
    return reading;
  }

  async #read(node: LevelNode, known: Level | undefined): Promise<TreeNode[]> {
    const wanted = known?.wanted ?? PAGE;
    try {
      const kestra = await this.#clientOf(node.connectionId);
      const { nodes, total } = await readLevel(kestra, node, wanted);
      this.#failures.delete(node.id);
      this.#levels.set(node.id, { nodes, total, wanted, stale: false });
      return nodes;
    } catch (error) {
      const failure = Failure.from(error);
      this.#failures.set(node.id, failure);
      if (known !== undefined) return known.nodes;
      return [{ kind: 'failure', id: `${node.id}/failure`, connectionId: node.connectionId, failure }];
    }
  }

  /** Why something that is shown could not be refreshed. */
  get staleBecause(): Failure | undefined {
    return [...this.#failures].find(([id]) => this.#levels.has(id))?.[1];
  }

  more(node: LevelNode): void {
    const level = this.#levels.get(node.id);
    if (level !== undefined)
      this.#levels.set(node.id, { ...level, stale: true, wanted: level.wanted + PAGE });
  }

  /** Everything is read again when it is shown next. */
  expire(): void {
    for (const level of this.#levels.values()) level.stale = true;
  }

  /** Opened flows that show an execution which has not ended. */
  unfinished(): string[] {
    const isLive = (node: TreeNode): boolean =>
      node.kind === 'execution' && node.execution.allowed.includes('kill');
    return [...this.#levels].filter(([, { nodes }]) => nodes.some(isLive)).map(([id]) => id);
  }

  /** Forgets what was read by connections that have changed or are no more. */
  forgetChanged(): void {
    const before = this.#fingerprints;
    this.#fingerprints = fingerprintsOf(this.#profiles());
    for (const [connectionId, fingerprint] of before) {
      if (this.#fingerprints.get(connectionId) !== fingerprint) this.#forget(rootId(connectionId));
    }
  }

  #forget(root: string): void {
    for (const known of [this.#levels, this.#failures]) {
      for (const id of known.keys()) if (`${id}/`.startsWith(`${root}/`)) known.delete(id);
    }
  }
}

function rootId(connectionId: string): string {
  return `explorer/${connectionId}`;
}

function fingerprintsOf(profiles: readonly ConnectionProfile[]): ReadonlyMap<string, string> {
  return new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)]));
}

async function readLevel(
  kestra: Kestra,
  node: LevelNode,
  wanted: number,
): Promise<{ nodes: TreeNode[]; total: number }> {
  const context = { kestra, signal: new AbortController().signal };
  const { connectionId } = node;
  if (node.kind === 'connection') {
    const request = { limit: MOST_NAMESPACES };
    const { items, total } = await listNamespaces(context, { withFlowsOnly: true }, request);
    const nodes = items.map((namespace): TreeNode => ({
      kind: 'namespace',
      id: `${node.id}/${namespace}`,
      connectionId,
      namespace,
    }));
    return { nodes: orNothing(nodes, node, 'No flows yet'), total };
  }
  if (node.kind === 'namespace') {
    const flows = await flowsOfNamespace(context, node.namespace);
    const nodes = flows.map((flow): TreeNode => ({
      kind: 'flow',
      id: `${node.id}/${flow.id}`,
      connectionId,
      flow,
    }));
    return { nodes: orNothing(nodes, node, 'No flows'), total: nodes.length };
  }
  return readExecutions(context, node, wanted);
}

async function readExecutions(
  context: { kestra: Kestra; signal: AbortSignal },
  node: FlowNode,
  wanted: number,
): Promise<{ nodes: TreeNode[]; total: number }> {
  const { namespace, id: flowId } = node.flow;
  const search = { namespace, exactNamespace: true, flowId };
  const { items, total } = await listExecutions(context, search, { limit: wanted });
  const nodes: TreeNode[] = items.map((execution): ExecutionNode => ({
    kind: 'execution',
    id: `${node.id}/${execution.id}`,
    connectionId: node.connectionId,
    execution,
    inbox: false,
  }));
  if (items.length < total) {
    const { id, connectionId } = node;
    nodes.push({ kind: 'more', id: `${id}/more`, connectionId, parent: node, shown: items.length, total });
  }
  return { nodes: orNothing(nodes, node, 'Not executed yet'), total };
}

function orNothing(nodes: TreeNode[], { id, connectionId }: LevelNode, text: string): TreeNode[] {
  return nodes.length > 0 ? nodes : [{ kind: 'nothing', id: `${id}/nothing`, connectionId, text }];
}
