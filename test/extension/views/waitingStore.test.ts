import assert from 'node:assert/strict';
import { conditionOf, groupByFlow, WaitingStore } from '../../../src/extension/views/waitingStore.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { FakeKestra } from '../support/fakeKestra.ts';
import { executionNode } from '../support/samples.ts';

describe('the inbox', () => {
  it('groups by flow in the order of the longest waiting', () => {
    const waiting = ['refund', 'invoice', 'refund'].map((flowId, index) =>
      executionNode('PAUSED', { flowId, id: String(index) }),
    );
    assert.deepEqual(
      groupByFlow(waiting).map(({ flowId, executions }) => [
        flowId,
        executions.map(({ execution }) => execution.id),
      ]),
      [
        ['refund', ['0', '2']],
        ['invoice', ['1']],
      ],
    );
  });

  it('has a condition for each welcome text', () => {
    const failed = (kind: Failure['kind']) =>
      conditionOf({ connectionId: 'one', total: 0, failure: new Failure(kind, 'no') });
    assert.equal(conditionOf({ total: 0 }), 'noConnection');
    assert.equal(conditionOf({ connectionId: 'one', total: 0 }), 'loading');
    assert.equal(conditionOf({ connectionId: 'one', total: 0, executions: [] }), 'empty');
    assert.equal(failed('unreachable'), 'unreachable');
    assert.equal(failed('timeout'), 'unreachable');
    assert.equal(failed('unauthenticated'), 'refused');
    assert.equal(failed('unexpected'), 'failed');
  });

  it('keeps its rows when a refresh fails', () => {
    const executions = [executionNode('PAUSED')];
    const failure = new Failure('unreachable', 'no');
    assert.equal(conditionOf({ connectionId: 'one', total: 1, executions, failure }), 'listed');
  });

  it('is not called empty when the refresh of an empty one fails', () => {
    const failure = new Failure('unreachable', 'no');
    assert.equal(conditionOf({ connectionId: 'one', total: 0, executions: [], failure }), 'unreachable');
  });

  describe('while it is read', () => {
    let fakes: Record<string, FakeKestra>;
    let reported: string[];
    let store: WaitingStore;

    beforeEach(() => {
      fakes = { one: new FakeKestra(), two: new FakeKestra() };
      reported = [];
      store = new WaitingStore(
        (connectionId) => Promise.resolve(fake(connectionId).kestra),
        ({ message }) => void reported.push(message),
      );
      store.show('one');
    });

    const fake = (connectionId: string): FakeKestra => fakes[connectionId] ?? new FakeKestra();
    const states = (): string[] => store.snapshot.executions?.map(({ execution }) => execution.state) ?? [];

    it('may turn to another connection, whose executions it shows then', async () => {
      fake('one').states = ['PAUSED'];
      fake('two').states = ['BREAKPOINT'];
      const goOn = fake('one').hold();
      const refreshing = store.refresh();
      await fake('one').asked(1);
      store.show('two');
      goOn();
      assert.equal(await refreshing, true);
      assert.equal(store.snapshot.connectionId, 'two');
      assert.deepEqual(states(), ['BREAKPOINT']);
    });

    it('may be expired by an action, and is read again', async () => {
      fake('one').states = ['PAUSED'];
      const goOn = fake('one').hold();
      const refreshing = store.refresh();
      await fake('one').asked(1);
      fake('one').states = [];
      store.expire();
      goOn();
      await refreshing;
      assert.deepEqual(states(), []);
    });

    it('keeps what it had when that fails, and reports it once', async () => {
      fake('one').states = ['PAUSED'];
      await store.refresh();
      fake('one').failure = new Failure('unreachable', 'gone');
      assert.equal(await store.refresh(), false);
      assert.equal(await store.refresh(), false);
      assert.deepEqual(states(), ['PAUSED']);
      assert.equal(store.snapshot.failure?.message, 'gone');
      assert.deepEqual(reported, ['gone']);
    });
  });
});
