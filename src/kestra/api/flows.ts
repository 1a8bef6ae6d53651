import * as z from 'zod';
import type { Flow } from '../../model/flow.ts';
import type { Api } from '../api.ts';
import { path } from '../path.ts';
import { filter, pageQuery, type Page } from '../query.ts';
import { flowSchema, pageOf } from '../schemas.ts';

export interface FlowSearch extends Page {
  /** Part of an id or a namespace. */
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
}

/** A flow and the lines of its source in which a text was found. */
export interface SourceMatch {
  model: Flow;
  fragments: string[];
}

/** 1.x tells the lines as `fragments`, 2.x as `matches` with their places. */
const sourceMatch = z
  .object({
    model: flowSchema,
    fragments: z.array(z.string()).optional(),
    matches: z.array(z.object({ snippet: z.string() })).optional(),
  })
  .transform(({ model, fragments, matches = [] }) => ({
    model,
    fragments: fragments ?? matches.map(({ snippet }) => snippet),
  }));

type Call = { signal?: AbortSignal | undefined };

/** `/flows`: one function per route. */
export class FlowsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  search(search: FlowSearch, { signal }: Call = {}): Promise<{ results: Flow[]; total: number }> {
    const query = [
      filter('q', 'EQUALS', search.text),
      filter('namespace', 'PREFIX', search.namespace),
      ...pageQuery(search),
    ];
    return this.#api.read(pageOf(flowSchema), '/flows/search', { query, signal });
  }

  /** Full-text search in the sources. This route takes flat parameters in both majors. */
  searchSource(
    search: FlowSearch,
    { signal }: Call = {},
  ): Promise<{ results: SourceMatch[]; total: number }> {
    const query = [['q', search.text], ['namespace', search.namespace], ...pageQuery(search)] as const;
    return this.#api.read(pageOf(sourceMatch), '/flows/source', { query, signal });
  }

  /** A flow with its source, at a revision or the current one. */
  get(
    flow: { namespace: string; id: string; revision?: number | undefined },
    { signal }: Call = {},
  ): Promise<Flow> {
    return this.#api.read(flowSchema, path`/flows/${flow.namespace}/${flow.id}`, {
      query: [
        ['source', true],
        ['revision', flow.revision],
      ],
      signal,
    });
  }

  /** All flows of exactly this namespace. */
  ofNamespace(namespace: string, { signal }: Call = {}): Promise<Flow[]> {
    return this.#api.read(z.array(flowSchema), path`/flows/${namespace}`, { signal });
  }

  /** The namespaces that hold flows. */
  namespaces({ signal }: Call = {}): Promise<string[]> {
    return this.#api.read(z.array(z.string()), '/flows/distinct-namespaces', { signal });
  }
}
