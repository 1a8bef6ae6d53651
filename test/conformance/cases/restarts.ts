import { execution, form, MISSING, type ConformanceCase } from './conformanceCase.ts';
import { runningTask } from '../kestraApi.ts';

const failed = execution('company.team/bad-expr', 'FAILED');
const finished = execution('company.team/three', 'SUCCESS');
const greeted = execution('company.team/hello', 'SUCCESS', { inputs: { who: 'mars' } });
const sleeping = execution('company.team/sleepy', runningTask('nap'), { inputs: { duration: 'PT20S' } });

export const restarts: readonly ConformanceCase[] = [
  {
    name: 'restarts a failed execution under the same id',
    given: failed,
    request: { route: 'POST /executions/{id}/restart' },
    expect: {
      status: 200,
      body: { taskRunList: [{ id: 'string', taskId: 'string', state: { current: 'string' } }] },
      values: { 'state.current': 'RESTARTED', 'metadata.attemptNumber': 2 },
      eventually: 'FAILED',
    },
  },
  {
    name: 'finds nothing to restart in a successful execution',
    given: finished,
    request: { route: 'POST /executions/{id}/restart' },
    expect: { status: 422, message: 'Illegal argument: No task found to restart execution from!' },
  },
  {
    name: 'does not restart a running execution',
    given: sleeping,
    request: { route: 'POST /executions/{id}/restart' },
    expect: {
      status: 409,
      message:
        "Illegal state: Execution must be terminated or paused and not killed to be restarted, current state is 'RUNNING' !",
    },
  },
  {
    name: 'does not restart on a revision that is missing',
    given: failed,
    request: { route: 'POST /executions/{id}/restart?revision=99' },
    expect: { status: 404, message: 'Not Found: Unable to find revision 99 on flow company.team.bad-expr' },
  },
  {
    name: 'answers 404 for the restart of a missing execution',
    request: { route: `POST /executions/${MISSING}/restart` },
    expect: { status: 404, message: 'Not Found' },
  },
  {
    name: 'replays from the start under a new id',
    given: finished,
    request: { route: 'POST /executions/{id}/replay' },
    expect: {
      status: 200,
      body: { id: 'string', parentId: 'string', originalId: 'string' },
      values: { 'state.current': 'CREATED', taskRunList: [] },
    },
  },
  {
    name: 'replays a running execution too',
    given: sleeping,
    request: { route: 'POST /executions/{id}/replay' },
    expect: { status: 200, values: { 'state.current': 'CREATED' } },
  },
  {
    name: 'does not replay from an unknown task run',
    given: finished,
    request: { route: 'POST /executions/{id}/replay?taskRunId=nope' },
    expect: { status: 422, message: 'Illegal argument: No task found to restart execution from!' },
  },
  {
    name: 'replays with other inputs and still shows the outputs of the source',
    given: greeted,
    request: { route: 'POST /executions/{id}/replay-with-inputs', parts: form({ who: 'saturn' }) },
    expect: { status: 200, values: { 'inputs.who': 'saturn', 'outputs.greeting': 'v-mars' } },
  },
  {
    name: 'takes the defaults, not the old inputs, for a replay without any',
    given: greeted,
    request: { route: 'POST /executions/{id}/replay-with-inputs' },
    expect: { status: 200, values: { 'inputs.who': 'world' } },
  },
];
