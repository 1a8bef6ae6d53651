import { execution, form, MISSING, type ConformanceCase } from './conformanceCase.ts';
import { runningTask } from '../kestraApi.ts';

const approval = execution('company.team/approval', 'PAUSED');
const plain = execution('company.team/pause-plain', 'PAUSED');
const finished = execution('company.team/three', 'SUCCESS');
const sleeping = execution('company.team/sleepy', runningTask('nap'), { inputs: { duration: 'PT20S' } });
const atBreakpoint = execution('company.team/three', 'BREAKPOINT', { query: 'breakpoints=two' });

export const pauses: readonly ConformanceCase[] = [
  {
    name: 'shows a paused execution with an end date and its paused task run',
    given: plain,
    request: { route: 'GET /executions/{id}' },
    expect: {
      status: 200,
      body: {
        state: { current: 'string', duration: 'string', endDate: 'string' },
        taskRunList: [{ taskId: 'string' }],
      },
      values: { 'state.current': 'PAUSED', 'taskRunList.0.state.current': 'PAUSED' },
    },
  },
  {
    name: 'tells the form of a paused execution and what is missing',
    given: approval,
    request: { route: 'POST /executions/{id}/resume/validate' },
    expect: {
      status: 200,
      values: {
        id: 'approval',
        'inputs.0.input.id': 'reason',
        'inputs.0.errors.0.message': 'Missing required input:reason',
        'inputs.1.value': true,
        'inputs.1.isDefault': true,
      },
    },
  },
  {
    name: 'resumes with inputs, with 204 and an empty body',
    given: approval,
    request: { route: 'POST /executions/{id}/resume', parts: form({ reason: 'looks good', amount: '50' }) },
    expect: { status: 204, values: { '': '' }, eventually: 'SUCCESS' },
  },
  {
    name: 'resumes a plain pause without a body',
    given: plain,
    request: { route: 'POST /executions/{id}/resume' },
    expect: { status: 204, eventually: 'SUCCESS' },
  },
  {
    name: 'does not resume without a required input',
    given: approval,
    request: { route: 'POST /executions/{id}/resume' },
    expect: { status: 422, message: 'Invalid entity: Missing required input:reason', eventually: 'PAUSED' },
  },
  {
    name: 'does not resume with a value out of range',
    given: approval,
    request: { route: 'POST /executions/{id}/resume', parts: form({ reason: 'r', amount: '500' }) },
    expect: {
      status: 422,
      message: 'Invalid entity: Invalid value for input `amount`. Cause: it must be less than `100`',
      eventually: 'PAUSED',
    },
  },
  {
    name: 'does not resume what is not paused',
    given: finished,
    request: { route: 'POST /executions/{id}/resume' },
    expect: { status: 409, message: "Illegal state: Execution '{id}' is not paused, can't resume it" },
  },
  {
    name: 'does not resume a missing execution',
    request: { route: `POST /executions/${MISSING}/resume` },
    expect: { status: 404, message: `Not Found: Execution '${MISSING}' not found.` },
  },
  {
    name: 'pauses a running execution with 200 and an empty body',
    given: sleeping,
    request: { route: 'POST /executions/{id}/pause' },
    expect: { status: 200, values: { '': '' }, eventually: 'PAUSED' },
  },
  {
    name: 'does not pause what is not running',
    given: plain,
    request: { route: 'POST /executions/{id}/pause' },
    expect: { status: 422, message: 'Illegal argument: The execution is not running' },
  },
  {
    name: 'forgets the inputs of a pause that is forced to run, so that the next task fails',
    given: approval,
    request: { route: 'POST /executions/{id}/force-run' },
    expect: { status: 200, values: { 'state.current': 'RESTARTED' }, eventually: 'FAILED' },
  },
  {
    name: 'goes on from a breakpoint with 200 and an empty body',
    given: atBreakpoint,
    request: { route: 'POST /executions/{id}/resume-from-breakpoint' },
    expect: { status: 200, values: { '': '' }, eventually: 'SUCCESS' },
  },
  {
    name: 'does not resume an execution at a breakpoint the plain way',
    given: atBreakpoint,
    request: { route: 'POST /executions/{id}/resume' },
    expect: { status: 409, message: "Illegal state: Execution '{id}' is not paused, can't resume it" },
  },
  {
    name: 'does not go on from a breakpoint where there is none',
    given: plain,
    request: { route: 'POST /executions/{id}/resume-from-breakpoint' },
    expect: { status: 409, message: 'Illegal state: Execution is not suspended' },
  },
];
