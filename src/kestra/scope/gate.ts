import { Failure } from '../../shared/failure.ts';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';
import type { Execution } from '../../model/execution.ts';
import { isInScope, isUnlimited } from '../../model/namespaceScope.ts';
import type { Kestra } from '../client.ts';

/** Hears what a client touches, for whoever keeps book. */
export interface ScopeWatch {
  touched(namespace: string): void;
  /** Something was left out of an answer: a sentence about it, without names. */
  leftOut(what: string): void;
}

/** Where an execution lies never changes, so it is asked once. */
export type ExecutionNamespaces = Map<string, string>;

/** So many executions are remembered; the first of them is forgotten for one more. */
const MOST_REMEMBERED = 1_000;

/** Says of namespaces, and of executions by where they lie, whether they may be touched. */
export class Gate {
  /** Without any limit: for what decides, never for what is told. */
  readonly kestra: Kestra;
  readonly scope: NamespaceScope;
  readonly watch: ScopeWatch;
  readonly #known: ExecutionNamespaces;

  constructor(
    kestra: Kestra,
    scope: NamespaceScope,
    { watch, known }: { watch: ScopeWatch; known: ExecutionNamespaces },
  ) {
    this.kestra = kestra;
    this.scope = scope;
    this.watch = watch;
    this.#known = known;
  }

  get isOpen(): boolean {
    return isUnlimited(this.scope);
  }

  allows(namespace: string): boolean {
    return isInScope(this.scope, namespace);
  }

  /** @throws Failure `refused` */
  requireNamespace(namespace: string): void {
    this.watch.touched(namespace);
    if (!this.allows(namespace)) throw outside(`The namespace '${namespace}'`);
  }

  /** @throws Failure `refused`, which does not say where it lies; `not_found` when there is none */
  async requireExecution(id: string, signal?: AbortSignal): Promise<void> {
    if (this.isOpen) return;
    const known = this.#known.get(id);
    if (known === undefined) this.admit(await this.kestra.executions.get(id, { signal }));
    else this.#requireAt(id, known);
  }

  /** The execution, once it is known to be allowed. @throws Failure `refused` */
  admit(execution: Execution): Execution {
    const { id, namespace } = execution;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MOST_REMEMBERED) this.#known.delete(oldest);
    this.#known.set(id, namespace);
    this.#requireAt(id, namespace);
    return execution;
  }

  #requireAt(id: string, namespace: string): void {
    this.watch.touched(namespace);
    if (!this.allows(namespace)) throw outside(`The execution '${id}'`);
  }
}

/** The refusal of what lies outside; nothing of it is told but what the caller named. */
export function outside(what: string): Failure {
  return new Failure('refused', `${what} lies outside the namespaces that this connection allows.`, {
    hint: 'connection_status tells which are allowed. Tell the user; only they can change that.',
    denied: 'scope',
  });
}
