import { parse, YAMLError } from 'yaml';
import { route, YAML, type Route } from '../http.ts';
import type { Values } from '../model.ts';
import { paged } from '../paging.ts';
import { notFound } from '../problem.ts';

/** Open source Kestra 2.0 keeps no dashboards: the list is empty and creating is not allowed; checking is. */
export const dashboardRoutes: Route[] = [
  route('GET dashboards', ({ query }) => ({ json: paged([], query, 'searchDashboards') })),
  route('GET dashboards/{id}', () => {
    throw notFound();
  }),
  route('POST dashboards/validate', ({ body }) => ({ json: validation(body.toString()) }), {
    consumes: YAML,
  }),
];

function validation(source: string): object {
  const problems = faults(source);
  const constraints = problems.map((problem) => `${problem}\n`).join('');
  return { index: 0, ...(constraints !== '' && { constraints }), outdated: false };
}

function faults(source: string): string[] {
  try {
    const dashboard = (parse(source) ?? {}) as Values;
    if (typeof dashboard !== 'object') return ['Illegal dashboard source'];
    return ['id', 'title']
      .filter((name) => dashboard[name] === undefined)
      .map((name) => `${name}: must not be blank`);
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    return [`YAML parsing error: ${error.message}`];
  }
}
