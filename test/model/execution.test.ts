import assert from 'node:assert/strict';
import { inStateSince, labelRecord, parentExecutionId } from '../../src/model/execution.ts';
import { execution, timeline } from './samples.ts';

describe('inStateSince', () => {
  it('is the last change', () => {
    const paused = execution({ state: timeline('CREATED', 'RUNNING', 'PAUSED') });
    assert.equal(inStateSince(paused), '2026-01-31T10:02:00Z');
  });
  it('is the start where there is no history', () => {
    const light = execution({
      state: { current: 'PAUSED', histories: [], startDate: '2026-01-31T09:00:00Z' },
    });
    assert.equal(inStateSince(light), '2026-01-31T09:00:00Z');
  });
});

describe('parentExecutionId', () => {
  const startedBy = (variables: Record<string, unknown>) =>
    execution({ trigger: { id: 'call', type: 'io.kestra.plugin.core.flow.Subflow', variables } });

  it('is that of the calling execution', () =>
    assert.equal(parentExecutionId(startedBy({ executionId: 'parent' })), 'parent'));
  it('is none for another kind of trigger', () =>
    assert.equal(parentExecutionId(startedBy({ date: '2026-01-31' })), undefined));
  it('is none without a trigger', () => assert.equal(parentExecutionId(execution()), undefined));
});

it('of labels with the same key the last one counts', () => {
  const labels = [
    { key: 'env', value: 'dev' },
    { key: 'team', value: 'a' },
    { key: 'env', value: 'prod' },
  ];
  assert.deepEqual(labelRecord(labels), { env: 'prod', team: 'a' });
  assert.deepEqual(labelRecord(undefined), {});
});
