import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import type { ConnectionNode, LevelNode, TreeNode } from '../views/nodes.ts';
import type { ViewSources } from '../views/viewSources.ts';
import { DetailsStore } from './detailsStore.ts';
import type { ExecutionFilter } from './executionFilter.ts';
import { isAnyRunning } from './liveRows.ts';
import { hasDetails, localLevel, pageOf } from './localLevel.ts';
import { OpenLevels, type Level } from './openLevels.ts';
import { RequestLane } from './requestLane.ts';
import { fingerprintsOf, rootId, rootsOf } from './roots.ts';

interface Sources extends Pick<ViewSources, 'clientOf' | 'report'> {
  profiles(): readonly ConnectionProfile[];
  activeId(): string | undefined;
  filter(): ExecutionFilter;
  /** These rows have more to tell than before. */
  onDetails(rows: readonly TreeNode[]): void;
}

/** The rows of the explorer; a failed refresh leaves what was there. */
export class ExplorerStore {
  readonly #sources: Sources;
  readonly #levels = new OpenLevels();
  readonly #details = new DetailsStore();
  readonly #reading = new Map<string, Promise<TreeNode[]>>();
  readonly #failures = new Map<string, Failure>();
  readonly #lanes = new Map<string, RequestLane>();
  #fingerprints: ReadonlyMap<string, string>;
  /** Counts up whenever what is being read just now may be old already: then it is read again. */
  #epoch = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#fingerprints = fingerprintsOf(sources.profiles());
  }

  roots(): ConnectionNode[] {
    return rootsOf(this.#sources.profiles(), this.#sources.activeId());
  }

  /** What lies below a node: one request when it is opened first or is stale, else none. */
  children(node: LevelNode): Promise<TreeNode[]> {
    const local = localLevel(this.#details.of(node));
    if (local !== undefined) return Promise.resolve(this.#keep(node, local));
    const known = this.#levels.get(node);
    // VS Code opens a row by itself, without an event, when it says that it is open now.
    if (known !== undefined) known.closed = false;
    if (known === undefined || known.stale || hasMoved(known.node, node)) return this.#read(node, true);
    known.node = node;
    return Promise.resolve(this.#levels.shown(known));
  }

  /** The row with all that is known of it. */
  detailed<Node extends TreeNode>(node: Node): Node {
    const count = node.kind === 'group' ? this.#countOf(node) : undefined;
    return count === undefined ? this.#details.of(node) : { ...node, count };
  }

  parentOf(node: TreeNode): LevelNode | undefined {
    return this.#levels.parentOf(node);
  }

  /** Why something that is shown could not be refreshed. */
  get staleBecause(): Failure | undefined {
    return [...this.#failures].find(([id]) => this.#levels.get({ id })?.closed === false)?.[1];
  }

  more(node: LevelNode): void {
    this.#levels.more(node);
  }

  /** Everything is read again when it is shown next. */
  expire(): void {
    this.#epoch += 1;
    this.#failures.clear();
    this.#levels.expire();
  }

  setClosed(node: TreeNode, closed: boolean): void {
    this.#levels.setClosed(node, closed);
  }

  /** Does something run that is shown? */
  get isLive(): boolean {
    return this.#levels.open().some((level) => this.#runs(level));
  }

  /**
   * Reads again what is shown, one request after the other: what changes by itself, or only where something runs.
   *
   * @returns levels with other rows than before
   */
  async refreshShown({ all }: { all: boolean }): Promise<LevelNode[]> {
    const changed: LevelNode[] = [];
    const down = new Set<string>();
    for (const level of this.#levels.open()) {
      const { node, nodes } = level;
      // Where one request has failed the others would only wait for the same.
      if (down.has(node.connectionId)) continue;
      const runs = this.#runs(level);
      // An execution that has ended stays as it is, unless the flow's level tells otherwise.
      if (!runs && (!all || node.kind === 'execution')) continue;
      if (isFollowed(node) || (all && node.kind === 'namespace' && node.hasFlows)) {
        await this.#read(node, false);
        if (this.#levels.get(node)?.nodes !== nodes) changed.push(node);
      } else if (hasDetails(node)) {
        await this.#readDetails(node, nodes);
      }
      if (this.#failures.has(node.id)) down.add(node.connectionId);
    }
    return changed;
  }

  /** Forgets what was read by connections that have changed or are no more. */
  forgetChanged(): void {
    const before = this.#fingerprints;
    this.#fingerprints = fingerprintsOf(this.#sources.profiles());
    for (const [connectionId, fingerprint] of before) {
      if (this.#fingerprints.get(connectionId) === fingerprint) continue;
      this.#epoch += 1;
      this.#forget(rootId(connectionId));
    }
  }

  #runs({ node, nodes }: Level): boolean {
    return isAnyRunning(
      [...(node.kind === 'execution' ? [node] : []), ...nodes].map((row) => this.detailed(row)),
    );
  }

  #forget(root: string): void {
    const isGone = (id: string): boolean => id === root || id.startsWith(`${root}/`);
    for (const id of this.#failures.keys()) if (isGone(id)) this.#failures.delete(id);
    this.#levels.forget(isGone);
    this.#details.forget(isGone);
  }

  /** The same level is never asked for twice at once. */
  #read(node: LevelNode, urgent: boolean): Promise<TreeNode[]> {
    const under = this.#reading.get(node.id);
    if (under !== undefined) return under;
    const reading = this.#readNow(node, urgent).finally(() => this.#reading.delete(node.id));
    this.#reading.set(node.id, reading);
    return reading;
  }

  async #readNow(node: LevelNode, urgent: boolean): Promise<TreeNode[]> {
    for (;;) {
      const epoch = this.#epoch;
      const wanted = this.#levels.get(node)?.wanted ?? pageOf(node);
      const read = await this.#request(node, urgent, async (kestra) => {
        const { readLevel } = await import('./readLevel.ts');
        return readLevel(kestra, node, { wanted, filter: this.#sources.filter() });
      });
      if (epoch !== this.#epoch) continue;
      if (Failure.is(read)) return this.#keepFailure(node, read);
      this.#failures.delete(node.id);
      const count = this.#countOf(node);
      const rows = this.#keep(node, read);
      if (node.kind === 'group' && this.#countOf(node) !== count) this.#sources.onDetails([node]);
      if (hasDetails(node)) void this.#readDetails(node, this.#levels.get(node)?.nodes ?? []);
      return rows;
    }
  }

  /** Never holds rows up: they are shown without, and again with details. */
  async #readDetails(node: LevelNode, rows: readonly TreeNode[]): Promise<void> {
    const read = await this.#request(node, false, async (kestra) => {
      const { readDetails } = await import('./levelDetails.ts');
      return readDetails(kestra, node, rows);
    });
    if (Failure.is(read)) {
      this.#note(node, read);
      return;
    }
    this.#failures.delete(node.id);
    const changed = this.#details.keep(rows, read);
    if (changed.length > 0) this.#sources.onDetails(changed);
  }

  /** Connections do not wait for each other; on each there is one request at a time. */
  #request<T>(
    { connectionId }: LevelNode,
    urgent: boolean,
    request: (kestra: Kestra) => Promise<T>,
  ): Promise<T | Failure> {
    const lane = this.#lanes.get(connectionId) ?? new RequestLane();
    this.#lanes.set(connectionId, lane);
    const asked = lane.run(async () => request(await this.#sources.clientOf(connectionId)), { urgent });
    return asked.catch((error: unknown) => Failure.from(error));
  }

  #keep(node: LevelNode, rows: TreeNode[]): TreeNode[] {
    const { level, gone } = this.#levels.keep(node, rows);
    for (const id of gone) this.#forget(id);
    return this.#levels.shown(level);
  }

  /** How many rows of Kestra's lie below. */
  #countOf(node: LevelNode): number | undefined {
    return this.#levels.get(node)?.nodes.filter(({ kind }) => kind !== 'nothing').length;
  }

  #keepFailure(node: LevelNode, failure: Failure): TreeNode[] {
    this.#note(node, failure);
    const known = this.#levels.get(node);
    if (known !== undefined) return this.#levels.shown(known);
    return [{ kind: 'failure', id: `${node.id}//failure`, connectionId: node.connectionId, failure }];
  }

  #note(node: LevelNode, failure: Failure): void {
    // The same again and again would bury the rest of the log.
    if (failure.message !== this.#failures.get(node.id)?.message)
      this.#sources.report(failure, l10n.t('Refresh'));
    this.#failures.set(node.id, failure);
  }
}

/** Levels whose rows come and go by themselves; flows do so only where somebody edits them. */
function isFollowed(node: LevelNode): boolean {
  if (node.kind === 'group') return node.group === 'triggers';
  return node.kind === 'flow' || node.kind === 'execution';
}

/** An execution went on since its task runs were read. */
function hasMoved(before: LevelNode, now: LevelNode): boolean {
  if (before.kind !== 'execution' || now.kind !== 'execution') return false;
  return before.execution.state !== now.execution.state || before.execution.since !== now.execution.since;
}
