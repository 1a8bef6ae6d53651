import { EventEmitter } from 'node:events';
import { readFlow } from './flowSource.ts';
import { KvStore } from './kv.ts';
import { now, type Execution, type Flow, type LogEntry, type Metric } from './model.ts';
import { NamespaceFiles } from './namespaceFiles.ts';
import { notFound, Problem } from './problem.ts';
import { Storage } from './storage.ts';
import { TriggerStates } from './triggerStates.ts';

/** Everything the stand-in remembers. Listeners hear of each change: the event streams live on it. */
export class Store {
  readonly #revisions = new Map<string, Flow[]>();
  readonly #files = new Map<string, NamespaceFiles>();
  readonly executions = new Map<string, Execution>();
  readonly triggers = new TriggerStates(this);
  readonly changes = new EventEmitter<{ execution: [Execution]; log: [LogEntry] }>().setMaxListeners(0);
  readonly storage = new Storage();
  readonly kv = new KvStore();
  logs: LogEntry[] = [];
  metrics: Metric[] = [];

  /** The files of a namespace. */
  files(namespace: string): NamespaceFiles {
    const files = this.#files.get(namespace) ?? new NamespaceFiles(namespace);
    this.#files.set(namespace, files);
    return files;
  }

  /** The live flows, latest revision each. */
  flows(): Flow[] {
    return [...this.#revisions.values()]
      .flatMap((revisions) => revisions.at(-1) ?? [])
      .filter((f) => !f.deleted);
  }

  flow(namespace: string, id: string): Flow {
    const flow = this.revisions(namespace, id).at(-1);
    if (!flow || flow.deleted) throw notFound();
    return flow;
  }

  /** The flow at a revision; without one the latest that is not deleted. */
  flowAt(
    namespace: string,
    id: string,
    revision: string | null,
    refusal: (flow: { namespace: string; id: string }) => string = () => 'Resource not found',
  ): Flow {
    const revisions = this.revisions(namespace, id);
    const latest = revisions.at(-1);
    const flow = revision === null ? latest : revisions.find((one) => `${one.revision}` === revision);
    if (!flow || (revision === null && flow.deleted)) throw notFound(refusal({ namespace, id }));
    return flow;
  }

  revisions(namespace: string, id: string): Flow[] {
    return this.#revisions.get(`${namespace}/${id}`) ?? [];
  }

  /** The flow as it was when this execution started. */
  flowOf({ namespace, flowId, flowRevision }: Execution): Flow {
    const flow = this.revisions(namespace, flowId).find(({ revision }) => revision === flowRevision);
    if (!flow) throw notFound(`Unable to find revision ${flowRevision} on flow ${namespace}.${flowId}`);
    return flow;
  }

  create(source: string): Flow {
    const { id, namespace } = readFlow(source);
    const latest = this.revisions(namespace, id).at(-1);
    if (latest && !latest.deleted) {
      throw new Problem('entity-already-exists', `Flow '${id}' already exists in namespace '${namespace}'.`);
    }
    return this.#save(source);
  }

  /** The same source makes no new revision. */
  update(namespace: string, id: string, source: string): Flow {
    const latest = this.flow(namespace, id);
    const changed = readFlow(source);
    for (const property of ['id', 'namespace'] as const) {
      if (changed[property] === latest[property]) continue;
      const detail = `Illegal flow ${property} update`;
      const item = { detail, pointer: `/flow/${property}`, path: `flow.${property}` };
      throw new Problem('validation-failed', `${item.path}: ${detail}`, [item]);
    }
    return source === latest.source ? latest : this.#save(source);
  }

  /** Creates the flow, or changes it where there is one. */
  save(source: string): Flow {
    const { id, namespace } = readFlow(source);
    return this.hasFlow(namespace, id) ? this.update(namespace, id, source) : this.create(source);
  }

  hasFlow(namespace: string, id: string): boolean {
    return this.revisions(namespace, id).at(-1)?.deleted === false;
  }

  /** Removes revisions; the current one takes the flow with it. */
  deleteRevisions(namespace: string, id: string, revisions: readonly number[]): void {
    const all = this.revisions(namespace, id);
    const current = this.flow(namespace, id);
    if (revisions.some((wanted) => !all.some(({ revision }) => revision === wanted))) throw notFound();
    if (revisions.includes(current.revision)) current.deleted = true;
    const kept = all.filter((flow) => flow === current || !revisions.includes(flow.revision));
    this.#revisions.set(`${namespace}/${id}`, kept);
  }

  /** A soft delete: the revision count goes on if the flow is created again. */
  delete(namespace: string, id: string): void {
    this.flow(namespace, id).deleted = true;
  }

  #save(source: string): Flow {
    const read = readFlow(source);
    const revisions = this.revisions(read.namespace, read.id);
    const flow: Flow = {
      disabled: false,
      triggers: [],
      ...read,
      revision: (revisions.at(-1)?.revision ?? 0) + 1,
      updated: now(),
      deleted: false,
      draft: false,
      source,
    };
    this.#revisions.set(`${flow.namespace}/${flow.id}`, [...revisions, flow]);
    return flow;
  }

  execution(id: string, missing = 'Resource not found'): Execution {
    const execution = this.executions.get(id);
    if (!execution) throw notFound(missing);
    return execution;
  }

  /** Removes an execution, and what belongs to it unless it is to be kept. */
  deleteExecution(
    execution: Execution,
    keep: { logs?: boolean; metrics?: boolean; storage?: boolean } = {},
  ): void {
    const { id } = execution;
    this.executions.delete(id);
    if (!keep.logs) this.logs = this.logs.filter(({ executionId }) => executionId !== id);
    if (!keep.metrics) this.metrics = this.metrics.filter(({ executionId }) => executionId !== id);
    if (!keep.storage) this.storage.deleteOf(execution);
  }

  changed(execution: Execution): void {
    this.executions.set(execution.id, execution);
    this.changes.emit('execution', execution);
  }

  log(entry: LogEntry): void {
    this.logs.push(entry);
    this.changes.emit('log', entry);
  }
}
