import * as z from 'zod';
import { RELATIONS, type Dependencies } from '../../model/dependencies.ts';
import type { ToldExpressions } from '../../model/expressions.ts';
import type { Flow } from '../../model/flow.ts';
import type { Graph } from '../../model/graph.ts';
import type { Api } from '../api.ts';
import { graphSchema } from '../graphSchema.ts';
import { path } from '../path.ts';
import { filter, pageQuery, type Page } from '../query.ts';
import { flowSchema, pageOf } from '../schemas.ts';

export interface FlowSearch extends Page {
  /** Part of an id or a namespace. */
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}; not known to the search in sources. */
  exactNamespace?: boolean | undefined;
  /** Exactly these; beside {@link namespace} both count; not known to the search in sources. */
  namespaces?: readonly string[] | undefined;
}

const flowPage = pageOf(flowSchema);
const flowList = z.array(flowSchema);
const namespaceNames = z.array(z.string());

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

const sourceMatchPage = pageOf(sourceMatch);

/** Kestra's opinion of a flow's source: valid when there are no constraints. */
const flowValidation = z.object({
  namespace: z.string().nullish(),
  flow: z.string().nullish(),
  /** One violation per line. */
  constraints: z.string().nullish(),
  warnings: z.array(z.string()).nullish(),
  infos: z.array(z.string()).nullish(),
  deprecationPaths: z.array(z.string()).nullish(),
});
export type FlowValidation = z.infer<typeof flowValidation>;
const flowValidations = z.array(flowValidation);

const dependencyNode = z.object({ uid: z.string(), namespace: z.string(), id: z.string() });
const dependencyEdge = z.object({ source: z.string(), target: z.string(), relation: z.enum(RELATIONS) });

/** Ends of edges are uids, which are not made to be parsed. */
const dependenciesSchema = z
  .object({ nodes: z.array(dependencyNode), edges: z.array(dependencyEdge) })
  .transform(({ nodes, edges }): Dependencies => {
    const flows = new Map(nodes.map(({ uid, namespace, id }) => [uid, { namespace, id }]));
    return {
      flows: [...flows.values()],
      links: edges.flatMap(({ source, target, relation }) => {
        const [from, to] = [flows.get(source), flows.get(target)];
        return from && to ? [{ from, to, relation }] : [];
      }),
    };
  });

const names = z.array(z.string()).optional();
/** Expressions by category; the OpenAPI description has them one level deeper than a recorded 2.0. */
const expressionCategories = z.object({
  executionContext: names,
  filters: names,
  functions: names,
  kvPairs: names,
  secrets: names,
});
const expressionContext = z
  .union([
    z.object({ categories: expressionCategories }).transform(({ categories }) => categories),
    expressionCategories,
  ])
  .transform(({ executionContext = [], filters = [], functions = [], kvPairs = [], secrets = [] }) => ({
    variables: executionContext,
    filters,
    functions,
    calls: [...kvPairs, ...secrets],
  }));

export const YAML = 'application/x-yaml';

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
      filter('namespace', search.exactNamespace ? 'EQUALS' : 'PREFIX', search.namespace),
      filter('namespace', 'IN', search.namespaces?.join(',')),
      ...pageQuery(search),
    ];
    return this.#api.read(flowPage, '/flows/search', { query, signal });
  }

  /** Full-text search in the sources. This route takes flat parameters in both majors. */
  searchSource(
    search: FlowSearch,
    { signal }: Call = {},
  ): Promise<{ results: SourceMatch[]; total: number }> {
    const query = [['q', search.text], ['namespace', search.namespace], ...pageQuery(search)] as const;
    return this.#api.read(sourceMatchPage, '/flows/source', { query, signal });
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
    return this.#api.read(flowList, path`/flows/${namespace}`, { signal });
  }

  /** The namespaces that hold flows. */
  namespaces({ signal }: Call = {}): Promise<string[]> {
    return this.#api.read(namespaceNames, '/flows/distinct-namespaces', { signal });
  }

  /** What Kestra has against a source, the first document of it; nothing is saved. */
  async validate(source: string, { signal }: Call = {}): Promise<FlowValidation & { documents: number }> {
    const documents = await this.#api.read(flowValidations, '/flows/validate', {
      method: 'POST',
      body: source,
      contentType: YAML,
      signal,
    });
    return { ...documents[0], documents: documents.length };
  }

  /** What expressions in a source can name: 2.x only. @throws Failure for a source that is no flow */
  expressions(source: string, { signal }: Call = {}): Promise<ToldExpressions> {
    const body = { method: 'POST', body: source, contentType: YAML } as const;
    return this.#api.read(expressionContext, '/flows/expressions', { ...body, signal });
  }

  /** Saves a new flow. @throws Failure when one with its id exists (422 on 1.x, 409 on 2.x) */
  create(source: string, { signal }: Call = {}): Promise<Flow> {
    return this.#api.read(flowSchema, '/flows', { method: 'POST', body: source, contentType: YAML, signal });
  }

  /** Saves a new revision of a flow; the same source makes none. Kestra has no optimistic lock. */
  update(flow: { namespace: string; id: string }, source: string, { signal }: Call = {}): Promise<Flow> {
    const route = path`/flows/${flow.namespace}/${flow.id}`;
    return this.#api.read(flowSchema, route, { method: 'PUT', body: source, contentType: YAML, signal });
  }

  /** Tasks and triggers of a saved flow in their order. @throws Failure `conflict` when the stored flow is broken */
  graph(
    { namespace, id, revision }: { namespace: string; id: string; revision?: number | undefined },
    { signal }: Call = {},
  ): Promise<Graph> {
    const query = [['revision', revision]] as const;
    return this.#api.read(graphSchema, path`/flows/${namespace}/${id}/graph`, { query, signal });
  }

  /** The same of an unsaved source. 2.x fails with 500 for one without tasks. */
  graphOfSource(source: string, { signal }: Call = {}): Promise<Graph> {
    const body = { method: 'POST', body: source, contentType: YAML } as const;
    return this.#api.read(graphSchema, '/flows/graph', { ...body, signal });
  }

  /** Flows that a flow runs or starts, and that run or start it; empty for a missing flow too. */
  dependencies(
    { namespace, id, expandAll }: { namespace: string; id: string; expandAll?: boolean | undefined },
    { signal }: Call = {},
  ): Promise<Dependencies> {
    const query = [['expandAll', expandAll]] as const;
    const route = path`/flows/${namespace}/${id}/dependencies`;
    return this.#api.read(dependenciesSchema, route, { query, signal });
  }

  /** The same of every flow in exactly this namespace, those without any included. */
  dependenciesOfNamespace(namespace: string, { signal }: Call = {}): Promise<Dependencies> {
    const route = path`/namespaces/${namespace}/dependencies`;
    return this.#api.read(dependenciesSchema, route, { signal });
  }

  /** Every revision with its source; empty for a missing flow on 1.x. */
  revisions({ namespace, id }: { namespace: string; id: string }, { signal }: Call = {}): Promise<Flow[]> {
    return this.#api.read(flowList, path`/flows/${namespace}/${id}/revisions`, { signal });
  }

  /** Rewrites `disabled:` in the source, which makes a revision. @throws Failure `not_found` */
  async setDisabled(
    { namespace, id }: { namespace: string; id: string },
    disabled: boolean,
    { signal }: Call = {},
  ): Promise<void> {
    const route = `/flows/${disabled ? 'disable' : 'enable'}/by-ids`;
    const body = JSON.stringify([{ namespace, id }]);
    await this.#api.send(route, { method: 'POST', body, contentType: 'application/json', signal });
  }

  /** Its revisions stay readable, and its executions stay. @throws Failure `not_found` */
  async delete({ namespace, id }: { namespace: string; id: string }, { signal }: Call = {}): Promise<void> {
    await this.#api.send(path`/flows/${namespace}/${id}`, { method: 'DELETE', signal });
  }
}
