import { Failure } from '../../shared/failure.ts';
import { isTerminated } from '../../model/state.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import type { LevelNode, TreeNode } from './nodes.ts';
import { readLevel } from './readLevel.ts';
import type { ViewSources } from './viewSources.ts';

/** Executions that a flow shows at first, and with each "Load more". */
const PAGE = 10;

/** What lies below one node, as it was last read. */
interface Level {
  /** As VS Code knows it. */
  node: LevelNode;
  nodes: TreeNode[];
  /** To be read again before it is shown next. */
  stale: boolean;
  /** How many executions are wanted; grows with "Load more". */
  wanted: number;
  /** Collapsed by the user. */
  closed: boolean;
}

interface Sources extends Pick<ViewSources, 'clientOf' | 'report'> {
  profiles(): readonly ConnectionProfile[];
  activeId(): string | undefined;
}

/** The levels of the explorer that have been opened; a failed refresh leaves what was there. */
export class ExplorerStore {
  readonly #sources: Sources;
  readonly #levels = new Map<string, Level>();
  readonly #reading = new Map<string, Promise<TreeNode[]>>();
  readonly #failures = new Map<string, Failure>();
  #fingerprints: ReadonlyMap<string, string>;
  /** Counts up whenever what is being read just now may be old already: then it is read again. */
  #epoch = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#fingerprints = fingerprintsOf(sources.profiles());
  }

  roots(): TreeNode[] {
    const activeId = this.#sources.activeId();
    const profiles = this.#sources.profiles();
    return profiles.map(({ id, name, baseUrl, tenant, production }) => ({
      kind: 'connection',
      id: rootId(id),
      connectionId: id,
      name,
      place: `${baseUrl.replace(/^https?:\/\//, '')} · ${tenant}`,
      active: id === activeId,
      alone: profiles.length === 1,
      production,
    }));
  }

  /** What lies below a node: one request when it is opened first or is stale, else none. */
  children(node: LevelNode): Promise<TreeNode[]> {
    const known = this.#levels.get(node.id);
    if (known === undefined) return this.#read(node);
    // VS Code opens a row by itself, without an event, when it says that it is open now.
    known.closed = false;
    if (known.stale) return this.#read(node);
    known.node = node;
    return Promise.resolve(known.nodes);
  }

  /** Why something that is shown could not be refreshed. */
  get staleBecause(): Failure | undefined {
    return [...this.#failures].find(([id]) => this.#levels.get(id)?.closed === false)?.[1];
  }

  more(node: LevelNode): void {
    const level = this.#levels.get(node.id);
    if (level === undefined) return;
    level.stale = true;
    level.wanted += PAGE;
  }

  /** Everything is read again when it is shown next. */
  expire(): void {
    this.#epoch += 1;
    this.#failures.clear();
    for (const level of this.#levels.values()) level.stale = true;
  }

  setClosed(node: TreeNode, closed: boolean): void {
    const level = this.#levels.get(node.id);
    if (level !== undefined) level.closed = closed;
  }

  /** Reads open flows with unfinished executions again; resolves to those that have changed. */
  async refreshUnfinished(): Promise<LevelNode[]> {
    const live = [...this.#levels.values()].filter(
      ({ closed, nodes }) => !closed && nodes.some(isUnfinished),
    );
    const changed: LevelNode[] = [];
    for (const { node, nodes } of live) {
      if (JSON.stringify(await this.#read(node)) !== JSON.stringify(nodes)) changed.push(node);
    }
    return changed;
  }

  /** Forgets what was read by connections that have changed or are no more. */
  forgetChanged(): void {
    const before = this.#fingerprints;
    this.#fingerprints = fingerprintsOf(this.#sources.profiles());
    for (const [connectionId, fingerprint] of before) {
      if (this.#fingerprints.get(connectionId) !== fingerprint) this.#forget(rootId(connectionId));
    }
  }

  #forget(root: string): void {
    this.#epoch += 1;
    for (const known of [this.#levels, this.#failures]) {
      for (const id of known.keys()) if (`${id}/`.startsWith(`${root}/`)) known.delete(id);
    }
  }

  /** At most one request per level is under way. */
  #read(node: LevelNode): Promise<TreeNode[]> {
    const under = this.#reading.get(node.id);
    if (under !== undefined) return under;
    const reading = this.#readNow(node).finally(() => this.#reading.delete(node.id));
    this.#reading.set(node.id, reading);
    return reading;
  }

  async #readNow(node: LevelNode): Promise<TreeNode[]> {
    for (;;) {
      const epoch = this.#epoch;
      const known = this.#levels.get(node.id);
      const wanted = known?.wanted ?? PAGE;
      const read = await this.#request(node, wanted).catch((error: unknown) => Failure.from(error));
      if (epoch !== this.#epoch) continue;
      if (Failure.is(read)) return this.#keep(node, known, read);
      this.#failures.delete(node.id);
      this.#levels.set(node.id, { node, nodes: read, wanted, stale: false, closed: false });
      return read;
    }
  }

  async #request(node: LevelNode, wanted: number): Promise<TreeNode[]> {
    return readLevel(await this.#sources.clientOf(node.connectionId), node, wanted);
  }

  #keep(node: LevelNode, known: Level | undefined, failure: Failure): TreeNode[] {
    // The same again and again would bury the rest of the log.
    if (failure.message !== this.#failures.get(node.id)?.message) this.#sources.report(failure, 'Refresh');
    this.#failures.set(node.id, failure);
    if (known !== undefined) return known.nodes;
    return [{ kind: 'failure', id: `${node.id}/failure`, connectionId: node.connectionId, failure }];
  }
}

function isUnfinished(node: TreeNode): boolean {
  return node.kind === 'execution' && !isTerminated(node.execution.state);
}

function rootId(connectionId: string): string {
  return `explorer/${connectionId}`;
}

function fingerprintsOf(profiles: readonly ConnectionProfile[]): ReadonlyMap<string, string> {
  return new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)]));
}
