import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contains } from '../executionSearch.ts';
import { meets, readFilters, type Filter } from '../filters.ts';
import { graphOf, type GraphSource } from '../graph.ts';
import { route, type Call, type Route } from '../http.ts';
import { paged, unknownSort, withSize, type Sorting } from '../paging.ts';
import { invalidArgument, notFound } from '../problem.ts';

interface Blueprint {
  kind: string;
  id: string;
  title: string;
  description: string;
  includedTasks: string[];
  tags: string[];
  publishedAt: string;
  source: string;
}

/** A small catalogue of our own, the same as the local Kestra has; the real one is on the internet. */
const CATALOGUE = new URL('../../kestra-engine/src/main/resources/blueprints.json', import.meta.url);
const BLUEPRINTS = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as Blueprint[];
const KINDS = ['FLOW', 'DASHBOARD', 'APP'];
const YAML = 'application/yaml';
/** The default of this list, unlike any other. */
const ONE_A_PAGE = 1;

const sorting: Sorting<Blueprint> = {
  fields: { title: ({ title }) => title, publishedAt: ({ publishedAt }) => publishedAt, id: ({ id }) => id },
  refusal: unknownSort,
};

export const blueprintRoutes: Route[] = [
  route('GET blueprints/community/{kind}', ({ params, query }) => {
    const { results, total } = paged(
      search(params, query),
      withSize(query, ONE_A_PAGE),
      'searchBlueprints',
      sorting,
    );
    return { json: { results: results.map(item), total } };
  }),
  route('GET blueprints/community/{kind}/tags', ({ params }) => {
    const tags = [...new Set(ofKind(params).flatMap((blueprint) => blueprint.tags))];
    return { json: tags.map((id) => ({ id, name: id, publishedAt: '2026-01-01T00:00:00Z' })) };
  }),
  route('GET blueprints/community/{kind}/{id}', ({ params }) => {
    const found = find(params);
    return { json: { ...item(found), source: found.source, kind: found.kind } };
  }),
  route('GET blueprints/community/{kind}/{id}/source', ({ params }) => ({ text: find(params).source }), {
    produces: YAML,
  }),
  route('GET blueprints/community/{kind}/{id}/graph', ({ params }) => ({
    json: graphOf(parse(find(params).source) as GraphSource),
  })),
];

function search(params: Call['params'], query: URLSearchParams): Blueprint[] {
  const filters = readFilters(query, 'BLUEPRINT');
  return ofKind(params).filter((blueprint) => filters.every((filter) => matches(blueprint, filter)));
}

function ofKind({ kind = '' }: Call['params']): Blueprint[] {
  if (!KINDS.includes(kind.toUpperCase())) {
    throw invalidArgument(`Failed to convert argument [kind] for value [${kind}]`);
  }
  return BLUEPRINTS.filter((blueprint) => blueprint.kind === kind.toUpperCase());
}

function find(params: Call['params']): Blueprint {
  const found = ofKind(params).find(({ id }) => id === params['id']);
  if (!found) throw notFound();
  return found;
}

function matches({ title, description, tags }: Blueprint, filter: Filter): boolean {
  if (filter.field === 'q') return contains(filter)(`${title} ${description}`);
  return tags.some((tag) => meets(filter, tag));
}

function item({ source: _source, kind: _kind, ...rest }: Blueprint): object {
  return rest;
}
