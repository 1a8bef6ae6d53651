import * as z from 'zod';
import type { Api } from '../api.ts';
import type { Dialect } from '../dialect.ts';
import { path } from '../path.ts';
import { pageQuery, type Page } from '../query.ts';
import { pageOf } from '../schemas.ts';

export const BLUEPRINT_KINDS = ['flow', 'dashboard'] as const;
export type BlueprintKind = (typeof BLUEPRINT_KINDS)[number];

const blueprint = z.object({
  id: z.coerce.string(),
  title: z.string(),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  includedTasks: z.array(z.string()).nullish(),
});
export type Blueprint = z.infer<typeof blueprint>;
const blueprintPage = pageOf(blueprint);

type Call = { signal?: AbortSignal | undefined };

/** Blueprints of the community, which Kestra fetches from the internet for its users. */
export class BlueprintsApi {
  readonly #api: Api;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(api: Api, dialect: (signal: AbortSignal | undefined) => Promise<Dialect>) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(
    kind: BlueprintKind,
    search: Page & { text?: string | undefined },
    { signal }: Call = {},
  ): Promise<{ results: Blueprint[]; total: number }> {
    const dialect = await this.#dialect(signal);
    return this.#api.read(blueprintPage, path`/blueprints/community/${kind}`, {
      query: [...dialect.unfilteredText(search.text), ...pageQuery(search)],
      signal,
    });
  }

  get(kind: BlueprintKind, id: string, { signal }: Call = {}): Promise<Blueprint> {
    return this.#api.read(blueprint, path`/blueprints/community/${kind}/${id}`, { signal });
  }

  /** Its YAML. */
  async source(kind: BlueprintKind, id: string, { signal }: Call = {}): Promise<string> {
    const { text } = await this.#api.send(path`/blueprints/community/${kind}/${id}/source`, { signal });
    return text;
  }
}
