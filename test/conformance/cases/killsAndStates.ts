import { execution, MISSING, type ConformanceCase } from './conformanceCase.ts';
import { runningTask } from '../kestraApi.ts';

const finished = execution('company.team/three', 'SUCCESS');
const paused = execution('company.team/pause-plain', 'PAUSED');
const sleeping = execution('company.team/sleepy', runningTask('nap'), { inputs: { duration: 'PT20S' } });
const NOT_CHANGEABLE =
  'Illegal argument: You can only change the state of a terminated non killed execution.';

export const killsAndStates: readonly ConformanceCase[] = [
  {
    name: 'kills a running execution with 202 and an empty body',
    given: sleeping,
    request: { route: 'DELETE /executions/{id}/kill' },
    expect: { status: 202, values: { '': '' }, eventually: 'KILLED' },
  },
  {
    name: 'kills a paused execution',
    given: paused,
    request: { route: 'DELETE /executions/{id}/kill' },
    expect: { status: 202, eventually: 'KILLED' },
  },
  {
    name: 'accepts the kill of a finished execution, for its children',
    given: finished,
    request: { route: 'DELETE /executions/{id}/kill' },
    expect: { status: 202, eventually: 'SUCCESS' },
  },
  {
    name: 'refuses the kill of a finished execution without cascade',
    given: finished,
    request: { route: 'DELETE /executions/{id}/kill?isOnKillCascade=false' },
    expect: { status: 409, body: { message: 'string' } },
  },
  {
    name: 'cannot answer a kill in plain JSON',
    given: finished,
    request: { route: 'DELETE /executions/{id}/kill', headers: { Accept: 'application/json' } },
    expect: { status: 406, body: { message: 'string' } },
  },
  {
    name: 'answers 404 for the kill of a missing execution',
    request: { route: `DELETE /executions/${MISSING}/kill` },
    expect: { status: 404, body: { message: 'string' } },
  },
  {
    name: 'removes the record of an execution with 204',
    given: finished,
    request: { route: 'DELETE /executions/{id}' },
    expect: { status: 204 },
  },
  {
    name: 'changes the status of a finished execution',
    given: finished,
    request: { route: 'POST /executions/{id}/change-status?status=WARNING' },
    expect: { status: 200, values: { 'state.current': 'WARNING' }, eventually: 'WARNING' },
  },
  {
    name: 'does not change the status of a paused execution',
    given: paused,
    request: { route: 'POST /executions/{id}/change-status?status=SUCCESS' },
    expect: { status: 422, message: NOT_CHANGEABLE },
  },
  {
    name: 'does not change the status back to running',
    given: finished,
    request: { route: 'POST /executions/{id}/change-status?status=RUNNING' },
    expect: {
      status: 422,
      message: 'Illegal argument: You can only change the state of an execution to a terminal state.',
    },
  },
  {
    name: 'does not force a finished execution to run',
    given: finished,
    request: { route: 'POST /executions/{id}/force-run' },
    expect: { status: 422, message: 'Illegal argument: Only non terminated executions can be forced run.' },
  },
  {
    name: 'unqueues only what is queued',
    given: paused,
    request: { route: 'POST /executions/{id}/unqueue' },
    expect: { status: 422, message: 'Illegal argument: Only QUEUED execution can be unqueued' },
  },
  {
    name: 'replaces the labels of a finished execution',
    given: finished,
    request: { route: 'POST /executions/{id}/labels', json: [{ key: 'team', value: 'ops' }] },
    expect: { status: 200, body: { labels: [{ key: 'string', value: 'string' }] } },
  },
  {
    name: 'sets no labels while the execution is not finished, and says so in plain text',
    given: paused,
    request: { route: 'POST /executions/{id}/labels', json: [{ key: 'team', value: 'ops' }] },
    expect: { status: 400, values: { '': 'The execution is not terminated' } },
  },
  {
    name: 'reserves the system labels',
    given: finished,
    request: { route: 'POST /executions/{id}/labels', json: [{ key: 'system.foo', value: 'x' }] },
    expect: {
      status: 422,
      message:
        'Illegal argument: System labels can only be set by Kestra itself, offending label: system.foo=x',
    },
  },
  {
    name: 'does not change an unknown task run',
    given: finished,
    request: { route: 'POST /executions/{id}/state', json: { taskRunId: 'nope', state: 'SUCCESS' } },
    expect: { status: 422, message: 'Illegal argument: No task found to restart execution from!' },
  },
];
