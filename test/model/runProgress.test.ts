import assert from 'node:assert/strict';
import type { Execution } from '../../src/model/execution.ts';
import type { Flow } from '../../src/model/flow.ts';
import { runProgress } from '../../src/model/runProgress.ts';
import type { State } from '../../src/model/state.ts';

const TASK = 'io.kestra.plugin.core.log.Log';
const timeline = (current: State): Execution['state'] => ({ current, histories: [] });
const run = (current: State, taskRuns: readonly (readonly [string, State])[]): Execution => ({
  id: 'e',
  namespace: 'n',
  flowId: 'f',
  state: timeline(current),
  taskRunList: taskRuns.map(([taskId, state]) => ({ id: taskId, taskId, state: timeline(state) })),
});
const flow = (...tasks: Flow['tasks'] & object): Flow => ({ id: 'f', namespace: 'n', tasks });
const task = (id: string, more: object = {}): { id: string; type: string } => ({ id, type: TASK, ...more });

describe('how far an execution is', () => {
  const begun = run('RUNNING', [
    ['a', 'SUCCESS'],
    ['b', 'RUNNING'],
  ]);

  it('counts what lies ahead in the flow', () =>
    assert.deepEqual(runProgress(begun, flow(task('a'), task('b'), task('c'))), {
      message: '1 of 3 task runs, now b',
      done: 1,
      total: 3,
    }));

  it('promises no number where branches and loops may bring more', () =>
    assert.equal(
      runProgress(begun, flow(task('a'), task('b', { tasks: [task('inner')] }))).message,
      '1 of at least 2 task runs, now b',
    ));

  it('leaves out disabled tasks', () =>
    assert.equal(runProgress(begun, flow(task('a'), task('b'), task('c', { disabled: true }))).total, 2));

  it('says so when the flow cannot be read', () =>
    assert.equal(runProgress(begun, undefined).message, '1 of 2 task runs so far, now b'));

  it('tells the state when none runs', () => {
    const failed = run('FAILED', [['a', 'FAILED']]);
    assert.equal(runProgress(failed, flow(task('a'), task('b'))).message, '1 of 2 task runs, FAILED');
  });
});
