import type { Api } from '../../kestra/api.ts';
import { FlowsApi, type SourceMatch } from '../../kestra/api/flows.ts';
import type { Flow } from '../../model/flow.ts';
import { mapSecrets, secretValues, type SecretValue } from '../../model/secretValues.ts';
import { concealText } from '../../shared/hiddenCharacters.ts';
import type { Veil } from './veil.ts';

/** Kestra marks found words for its UI, also within a secret. */
const MARKS = /\[\/?mark\]/g;

/** Flows whose sources are read through the veil and saved as they are. */
export class VeiledFlows extends FlowsApi {
  readonly #veil: Veil;

  constructor(api: Api, veil: Veil) {
    super(api);
    this.#veil = veil;
  }

  override async get(...args: Parameters<FlowsApi['get']>): Promise<Flow> {
    return this.#veiled(await super.get(...args));
  }

  override async ofNamespace(...args: Parameters<FlowsApi['ofNamespace']>): Promise<Flow[]> {
    return (await super.ofNamespace(...args)).map((flow) => this.#veiled(flow));
  }

  override async search(
    ...args: Parameters<FlowsApi['search']>
  ): Promise<{ results: Flow[]; total: number }> {
    const { results, total } = await super.search(...args);
    return { results: results.map((flow) => this.#veiled(flow)), total };
  }

  override async revisions(...args: Parameters<FlowsApi['revisions']>): Promise<Flow[]> {
    return (await super.revisions(...args)).map((flow) => this.#veiled(flow));
  }

  override async searchSource(
    ...args: Parameters<FlowsApi['searchSource']>
  ): Promise<{ results: SourceMatch[]; total: number }> {
    const { results, total } = await super.searchSource(...args);
    const veiled = results.map(({ model, fragments }) => ({
      model: this.#veiled(model),
      fragments: fragments.map((it) => this.#veil.hide(it.replaceAll(MARKS, ''), secretsOf(model))),
    }));
    return { results: veiled, total };
  }

  /** Kestra checks no secrets, but hidden characters may decide what YAML is. */
  override validate(
    source: string,
    ...rest: Tail<Parameters<FlowsApi['validate']>>
  ): ReturnType<FlowsApi['validate']> {
    return super.validate(concealText(source), ...rest);
  }

  override graphOfSource(
    source: string,
    ...rest: Tail<Parameters<FlowsApi['graphOfSource']>>
  ): ReturnType<FlowsApi['graphOfSource']> {
    return super.graphOfSource(concealText(source), ...rest);
  }

  /** @throws Failure `invalid` for a source with a hidden secret: a new flow has none to put there */
  override async create(source: string, ...rest: Tail<Parameters<FlowsApi['create']>>): Promise<Flow> {
    return this.#veiled(await super.create(this.#veil.restore(source), ...rest));
  }

  /** @throws Failure `invalid` for a source with a hidden secret that the saved flow does not have */
  override async update(...[flow, source, call]: Parameters<FlowsApi['update']>): Promise<Flow> {
    const saved = this.#veil.needsOriginal(source) ? await super.get(flow, call) : undefined;
    const known = saved && this.#veil.secretsIn(saved.source ?? '', secretsOf(saved));
    return this.#veiled(await super.update(flow, this.#veil.restore(source, known), call));
  }

  /** Its source and what Kestra read from it. */
  #veiled(flow: Flow): Flow {
    const { source } = flow;
    const veiled = mapSecrets(flow, ({ value }) => this.#veil.nameOf(value));
    return source === undefined ? veiled : { ...veiled, source: this.#veil.hide(source, secretsOf(flow)) };
  }
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;

/** Of a flow that Kestra cannot read it gives the source alone: there every key may be one of a webhook. */
function secretsOf(flow: Flow): SecretValue[] {
  if (flow.tasks !== undefined) return secretValues(flow);
  if (!/webhook/i.test(flow.source ?? '')) return [];
  const keys = (flow.source ?? '').matchAll(/^[\s-]*key:[ \t]*["']?([^\s"'{][^\n"']*?)["']?[ \t]*$/gm);
  return [...keys].map(([, value = '']) => ({ name: 'key', value }));
}
