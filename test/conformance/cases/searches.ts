import { execution, type ConformanceCase } from './conformanceCase.ts';

const finished = execution('company.team/three', 'SUCCESS');

/** An executions search that is refused, or that fails in Kestra itself. */
function refused(name: string, query: string, status: number, message?: string): ConformanceCase {
  return {
    name,
    request: { route: `GET /executions/search?${query}` },
    expect: { status, ...(message === undefined ? { body: { message: 'string' } } : { message }) },
  };
}

function filter(field: string, operator: string, value: string): string {
  return `filters%5B${field}%5D%5B${operator}%5D=${value}`;
}

export const searches: readonly ConformanceCase[] = [
  {
    name: 'gives one page of executions and the total',
    given: finished,
    request: { route: 'GET /executions/search?size=1' },
    expect: {
      status: 200,
      body: {
        results: [{ id: 'string', namespace: 'string', flowId: 'string', state: { current: 'string' } }],
        total: 'number',
      },
    },
  },
  {
    name: 'takes the flat namespace as a prefix',
    given: finished,
    request: { route: 'GET /executions/search?namespace=company&size=1' },
    expect: { status: 200, body: { results: [{ namespace: 'string' }] } },
  },
  {
    name: 'takes the namespace of a filter exactly',
    given: finished,
    request: { route: `GET /executions/search?${filter('namespace', 'EQUALS', 'company')}` },
    expect: { status: 200, values: { '': { results: [], total: 0 } } },
  },
  {
    name: 'drops the flat parameters as soon as there is a filter',
    given: finished,
    request: { route: `GET /executions/search?state=FAILED&${filter('flowId', 'EQUALS', 'three')}&size=1` },
    expect: { status: 200, values: { 'results.0.flowId': 'three' } },
  },
  {
    name: 'ignores a filter without an operator',
    given: finished,
    request: { route: 'GET /executions/search?filters%5BflowId%5D=no-such-flow&size=1' },
    expect: { status: 200, body: { results: [{ id: 'string' }] } },
  },
  {
    name: 'has an empty page far beyond the end',
    given: finished,
    request: { route: 'GET /executions/search?page=9999' },
    expect: { status: 200, body: { total: 'number' }, values: { results: [] } },
  },
  {
    name: 'lists the executions of one flow without a time window',
    given: finished,
    request: { route: 'GET /executions?namespace=company.team&flowId=three' },
    expect: { status: 200, values: { 'results.0.flowId': 'three' } },
  },
  refused('refuses a state in lower case', filter('state', 'EQUALS', 'failed'), 422),
  refused('refuses an unknown field', filter('colour', 'EQUALS', 'red'), 422),
  refused('refuses an unknown operator', filter('state', 'LIKE', 'FAILED'), 422),
  refused('refuses an operator which the field does not have', filter('state', 'CONTAINS', 'FAIL'), 400),
  refused('refuses the field of another resource', filter('level', 'EQUALS', 'WARN'), 400),
  refused(
    'fails on a date without an offset',
    filter('startDate', 'GREATER_THAN', '2026-11-01T00:00:00'),
    500,
  ),
  refused('refuses a time range in weeks', filter('timeRange', 'EQUALS', 'P1W'), 422),
  refused('fails on a label filter in the old form', filter('labels', 'EQUALS', 'env%3Atest'), 500),
  refused('counts pages from 1', 'page=0', 422),
  refused('needs a size', 'size=0', 422),
  refused('refuses a sort without direction', 'sort=id', 422),
  refused('refuses an unknown sort field', 'sort=colour%3Aasc', 422),
  {
    name: 'searches flows by text',
    request: { route: `GET /flows/search?${filter('q', 'EQUALS', 'sleepy')}` },
    expect: { status: 200, values: { 'results.0.id': 'sleepy', total: 1 } },
  },
  {
    name: 'refuses a flow search by state',
    request: { route: `GET /flows/search?${filter('state', 'EQUALS', 'FAILED')}` },
    expect: { status: 400, body: { message: 'string' } },
  },
  {
    name: 'has no children of an unknown execution',
    request: { route: `GET /executions/search?${filter('triggerExecutionId', 'EQUALS', 'nobody')}` },
    expect: { status: 200, values: { '': { results: [], total: 0 } } },
  },
];
