import * as z from 'zod';
import type { PluginDocumentation } from '../../model/pluginDocumentation.ts';
import type { PluginKind, PluginType } from '../../model/plugin.ts';
import type { Api } from '../api.ts';
import { path } from '../path.ts';
import { pageOf } from '../schemas.ts';
import type { InstanceApi } from './instance.ts';

const element = z.object({
  cls: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  deprecated: z.boolean().nullish(),
});
const elements = z.array(element).nullish();

/** One plugin with its types, sorted by what they are used as. Storages and secret managers stand in no flow. */
const plugin = z.object({
  title: z.string().nullish(),
  tasks: elements,
  triggers: elements,
  conditions: elements,
  taskRunners: elements,
  charts: elements,
  dataFilters: elements,
  dataFiltersKPI: elements,
  apps: elements,
  appBlocks: elements,
  logExporters: elements,
  additionalPlugins: elements,
});

/** 1.x answers with all plugins at once, 2.x with pages. */
const catalogue = z.union([
  z.array(plugin).transform((results) => ({ results, total: results.length })),
  pageOf(plugin),
]);

const jsonSchema = z.record(z.string(), z.unknown());
const documentation = z.object({
  markdown: z.string().nullish(),
  schema: z
    .object({
      properties: jsonSchema.nullish(),
      outputs: jsonSchema.nullish(),
      definitions: jsonSchema.nullish(),
    })
    .nullish(),
});

/** The most that 2.x gives. */
const PAGE_SIZE = 1_000;

type Call = { signal?: AbortSignal | undefined };

/** `/plugins`: what can stand behind `type:`. Belongs to the instance, not to a tenant. */
export class PluginsApi {
  readonly #api: Api;
  readonly #instance: InstanceApi;
  #cached: { hash: string; types: PluginType[] } | undefined;

  constructor(api: Api, instance: InstanceApi) {
    this.#api = api;
    this.#instance = instance;
  }

  /** Every type; read anew only when the instance's plugins have changed, since it takes megabytes. */
  async types({ signal }: Call = {}): Promise<PluginType[]> {
    const { pluginsHash } = await this.#instance.configs({ signal });
    if (pluginsHash !== undefined && pluginsHash === this.#cached?.hash) return this.#cached.types;
    const types = await this.#readTypes(signal);
    if (pluginsHash !== undefined) this.#cached = { hash: pluginsHash, types };
    return types;
  }

  /**
   * What the plugin's author says about a type, which may be an old name of it.
   *
   * @param all also what every task, or every trigger, has
   */
  async documentation(
    type: string,
    { signal, all }: Call & { all?: boolean } = {},
  ): Promise<PluginDocumentation> {
    const query = all ? [['all', true] as const] : [];
    const { markdown, schema } = await this.#api.readInstance(documentation, path`/plugins/${type}`, {
      query,
      signal,
    });
    return {
      markdown: markdown ?? '',
      properties: schema?.properties ?? {},
      outputs: schema?.outputs ?? {},
      definitions: schema?.definitions ?? {},
    };
  }

  async #readTypes(signal: AbortSignal | undefined): Promise<PluginType[]> {
    const plugins: z.infer<typeof plugin>[] = [];
    for (let page = 1; ; page += 1) {
      const query = [['page', page] as const, ['size', PAGE_SIZE] as const];
      const { results, total } = await this.#api.readInstance(catalogue, '/plugins', { query, signal });
      plugins.push(...results);
      if (plugins.length >= total || results.length === 0) break;
    }
    const types = plugins.flatMap(typesOf);
    // A plugin with several groups may be told more than once.
    return [...new Map(types.map((type) => [type.type, type])).values()];
  }
}

function typesOf(found: z.infer<typeof plugin>): PluginType[] {
  const of = (kind: PluginKind, ...lists: z.infer<typeof elements>[]): PluginType[] =>
    lists.flatMap((list) =>
      (list ?? []).map(({ cls, title, description, deprecated }) => ({
        type: cls,
        kind,
        title: title ?? undefined,
        description: description ?? undefined,
        deprecated: deprecated ? true : undefined,
        plugin: found.title ?? undefined,
      })),
    );
  return [
    ...of('task', found.tasks),
    ...of('trigger', found.triggers),
    ...of('condition', found.conditions),
    ...of('taskRunner', found.taskRunners),
    ...of('dashboard', found.charts, found.dataFilters, found.dataFiltersKPI),
    ...of('other', found.apps, found.appBlocks, found.logExporters, found.additionalPlugins),
  ];
}
