import assert from 'node:assert/strict';
import { findTask, tasksOf, type Flow } from '../../src/model/flow.ts';

const LOG = 'io.kestra.plugin.core.log.Log';
const CORE = 'io.kestra.plugin.core.flow';

/** Every place in which Kestra's flowable tasks keep tasks. */
const NESTED: Flow = {
  id: 'nested',
  namespace: 'company.team',
  inputs: [{ id: 'not_a_task', type: 'STRING' }],
  tasks: [
    {
      id: 'choose',
      type: `${CORE}.If`,
      // oxlint-disable-next-line unicorn/no-thenable -- Kestra's own name
      then: [{ id: 'in_then', type: LOG }],
      else: [
        { id: 'switch', type: `${CORE}.Switch`, cases: { a: [{ id: 'in_case', type: LOG }] }, defaults: [] },
      ],
      errors: [{ id: 'in_errors', type: LOG }],
    },
    { id: 'dag', type: `${CORE}.Dag`, tasks: [{ task: { id: 'in_dag', type: LOG }, dependsOn: ['x'] }] },
    { id: 'pause', type: `${CORE}.Pause`, onResume: [{ id: 'approved', type: 'BOOLEAN' }] },
  ],
  errors: [{ id: 'alert', type: LOG }],
  finally: [{ id: 'clean', type: LOG }],
  afterExecution: [{ id: 'tell', type: LOG }],
  triggers: [{ id: 'daily', type: 'io.kestra.plugin.core.trigger.Schedule' }],
};

describe('tasksOf', () => {
  it('finds tasks wherever they are nested, and nothing but tasks', () => {
    const ids = [...tasksOf(NESTED)].map(({ id }) => id).join(' ');
    assert.equal(ids, 'choose in_then switch in_case in_errors dag in_dag pause alert clean tell');
  });
  it('finds none in a flow that was read without its tasks', () =>
    assert.deepEqual([...tasksOf({ id: 'a', namespace: 'b' })], []));
});

it('findTask knows a nested task by its id', () => {
  assert.equal(findTask(NESTED, 'in_dag')?.type, LOG);
  assert.equal(findTask(NESTED, 'approved'), undefined);
});
