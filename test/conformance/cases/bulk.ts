import { execution, MISSING, type ConformanceCase } from './conformanceCase.ts';

const finished = execution('company.team/three', 'SUCCESS');
const failed = execution('company.team/bad-expr', 'FAILED');
const paused = execution('company.team/pause-plain', 'PAUSED');

/** A bulk action on one execution which may not have it: nothing is done. */
function refusedBulk(
  route: string,
  given: ConformanceCase['given'],
  message: string,
  invalid: string,
): ConformanceCase {
  return {
    name: `${route}: ${invalid}`,
    ...(given ? { given } : {}),
    request: { route, json: [given ? '{id}' : MISSING] },
    expect: {
      status: 400,
      body: { message: 'string', invalids: [{ message: 'string', invalidValue: 'string' }] },
      values: { message, 'invalids.0.message': invalid },
    },
  };
}

function countedBulk(route: string, given: ConformanceCase['given'], eventually?: string): ConformanceCase {
  return {
    name: `${route}: counts what it did`,
    ...(given ? { given } : {}),
    request: { route, json: ['{id}'] },
    expect: { status: 200, values: { '': { count: 1 } }, ...(eventually ? { eventually } : {}) },
  };
}

export const bulk: readonly ConformanceCase[] = [
  countedBulk('POST /executions/resume/by-ids', paused, 'SUCCESS'),
  countedBulk('POST /executions/restart/by-ids', failed, 'FAILED'),
  countedBulk('POST /executions/replay/by-ids', finished),
  countedBulk('DELETE /executions/kill/by-ids', paused, 'KILLED'),
  countedBulk('POST /executions/force-run/by-ids', paused, 'SUCCESS'),
  countedBulk('POST /executions/change-status/by-ids?newStatus=WARNING', finished, 'WARNING'),
  countedBulk('DELETE /executions/by-ids', finished),
  refusedBulk(
    'POST /executions/resume/by-ids',
    finished,
    'invalid bulk resume',
    'execution not in state PAUSED',
  ),
  refusedBulk('POST /executions/resume/by-ids', undefined, 'invalid bulk resume', 'execution not found'),
  refusedBulk('DELETE /executions/kill/by-ids', finished, 'invalid bulk kill', 'execution already finished'),
  refusedBulk(
    'POST /executions/pause/by-ids',
    finished,
    'invalid bulk pause',
    'execution not in state RUNNING',
  ),
  refusedBulk(
    'POST /executions/unqueue/by-ids',
    finished,
    'invalid bulk unqueue',
    'execution not in state QUEUED',
  ),
  {
    name: 'resumes nobody for an empty list',
    request: { route: 'POST /executions/resume/by-ids', json: [] },
    expect: { status: 200, values: { '': { count: 0 } } },
  },
  {
    name: 'merges labels in bulk',
    given: finished,
    request: {
      route: 'POST /executions/labels/by-ids',
      json: { executionsId: ['{id}'], executionLabels: [{ key: 'a', value: '1' }] },
    },
    expect: { status: 200, values: { '': { count: 1 } } },
  },
  {
    name: 'finds nothing by query for a flow that never ran',
    request: { route: 'POST /executions/resume/by-query?filters%5BflowId%5D%5BEQUALS%5D=never-run' },
    expect: { status: 200, values: { '': { count: 0 } } },
  },
];
