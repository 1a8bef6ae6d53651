import assert from 'node:assert/strict';
import { pauseDeadline, pausedTaskRun, pauseTask } from '../../src/model/pause.ts';
import type { Flow, Task } from '../../src/model/flow.ts';
import { execution, taskRun, timeline } from './samples.ts';

const PAUSE: Task = { id: 'approval', type: 'io.kestra.plugin.core.flow.Pause', pauseDuration: 'PT1H' };
const FLOW: Flow = {
  id: 'hello',
  namespace: 'company.team',
  tasks: [{ id: 'all', type: 'io.kestra.plugin.core.flow.Parallel', tasks: [PAUSE] }],
};
const waiting = execution({
  state: timeline('CREATED', 'RUNNING', 'RUNNING', 'PAUSED'),
  taskRunList: [
    taskRun('all', 'RUNNING'),
    taskRun('approval', 'CREATED', 'RUNNING', 'PAUSED'),
    taskRun('second', 'PAUSED'),
  ],
});
const pausedByHand = execution({
  state: timeline('CREATED', 'RUNNING', 'PAUSED'),
  taskRunList: [taskRun('all', 'RUNNING')],
});

describe('the pause of a waiting execution', () => {
  it('is that of the first paused task run, and its task is found in the flow', () => {
    assert.equal(pausedTaskRun(waiting)?.taskId, 'approval');
    assert.equal(pauseTask(waiting, FLOW), PAUSE);
  });
  it('is none after a pause by hand', () => {
    assert.equal(pausedTaskRun(pausedByHand), undefined);
    assert.equal(pauseTask(pausedByHand, FLOW), undefined);
  });
  it('is none where a list does not tell the task runs', () =>
    assert.equal(pausedTaskRun(execution({ state: timeline('PAUSED') })), undefined));
});

describe('pauseDeadline', () => {
  const task = (properties: object): Task => ({ id: 'approval', type: PAUSE.type, ...properties });

  for (const [what, pause, deadline] of [
    ['counts from when the task run paused', PAUSE, '2026-01-31T11:02:00.000Z'],
    ['knows the older name', task({ delay: 'PT30S' }), '2026-01-31T10:02:30.000Z'],
    ['is unknown for an expression', task({ pauseDuration: '{{ inputs.wait }}' }), undefined],
    ['is none for a pause without an end', task({}), undefined],
    ['is none without a task', undefined, undefined],
  ] as const) {
    it(what, () => assert.equal(pauseDeadline(waiting, pause), deadline));
  }

  it('counts from the execution where no task run is told', () => {
    const light = execution({ state: timeline('CREATED', 'PAUSED') });
    assert.equal(pauseDeadline(light, PAUSE), '2026-01-31T11:01:00.000Z');
  });
});
