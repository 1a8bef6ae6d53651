import type { ToldExpressions } from '../../model/expressions.ts';
import type { PluginType } from '../../model/plugin.ts';
import type { PluginProperty, PluginSummary } from '../../model/pluginDocumentation.ts';
import { namespaceExpressions } from '../../operations/flowExpressions.ts';
import { describePlugin, pluginProperties, searchPlugins } from '../../operations/plugins.ts';
import type { Services } from '../services.ts';

/** More than any instance has. */
const MOST_TYPES = 10_000;
/** Plugins change with a restart of Kestra. */
const FRESH_MS = 600_000;

interface Known<T> {
  answer: Promise<T>;
  /** Milliseconds since 1970. */
  until: number;
}

/** What the plugins of each connection are, asked for once. */
export class PluginKnowledge {
  readonly #clientOf: Services['clientOf'];
  readonly #types = new Map<string, Known<PluginType[]>>();
  readonly #expressions = new Map<string, Known<ToldExpressions | undefined>>();
  readonly #properties = new Map<string, Known<PluginProperty[]>>();
  readonly #summaries = new Map<string, Known<PluginSummary>>();

  constructor({ clientOf }: Pick<Services, 'clientOf'>) {
    this.#clientOf = clientOf;
  }

  types(connectionId: string): Promise<PluginType[]> {
    return once(this.#types, connectionId, async () => {
      const { items } = await searchPlugins(await this.#context(connectionId), {}, { limit: MOST_TYPES });
      return items;
    });
  }

  /** @throws Failure `not_found` */
  describe(connectionId: string, type: string): Promise<PluginSummary> {
    return once(this.#summaries, `${connectionId} ${type}`, async () =>
      describePlugin(await this.#context(connectionId), type),
    );
  }

  /** All properties of a type, or of a mapping nested in it. @throws Failure `not_found` */
  properties(connectionId: string, type: string, path: readonly string[]): Promise<PluginProperty[]> {
    return once(this.#properties, [connectionId, type, ...path].join(' '), async () =>
      pluginProperties(await this.#context(connectionId), type, path),
    );
  }

  /** What expressions can name beside what the flow says itself, where the instance tells it. */
  expressions(connectionId: string, namespace: string): Promise<ToldExpressions | undefined> {
    return once(this.#expressions, `${connectionId} ${namespace}`, async () =>
      namespaceExpressions(await this.#context(connectionId), namespace),
    );
  }

  async #context(connectionId: string) {
    return { kestra: await this.#clientOf(connectionId), signal: new AbortController().signal };
  }
}

/** The answer from before while it is fresh; a failed one is not kept. */
function once<T>(answers: Map<string, Known<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = answers.get(key);
  if (known !== undefined && Date.now() < known.until) return known.answer;
  const answer = ask();
  answers.set(key, { answer, until: Date.now() + FRESH_MS });
  answer.catch(() => answers.delete(key));
  return answer;
}
