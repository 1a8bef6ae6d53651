import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { explorerPoller } from '../../../src/extension/explorer/explorerPoller.ts';
import type { Poller } from '../../../src/extension/views/poller.ts';
import { Failure } from '../../../src/shared/failure.ts';

describe('the poller of the explorer', () => {
  let polls: boolean[];
  let poller: Poller;
  const store = {
    isLive: false,
    staleBecause: undefined as Failure | undefined,
    refreshShown: ({ all }: { all: boolean }) => {
      polls.push(all);
      return Promise.resolve([]);
    },
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    polls = [];
    Object.assign(store, { isLive: false, staleBecause: undefined });
    poller = explorerPoller(store, () => undefined);
  });

  afterEach(() => {
    poller.dispose();
    mock.timers.reset();
  });

  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      mock.timers.tick(1_000);
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
  }

  it('does nothing at all while the view is hidden', async () => {
    store.isLive = true;
    await pass(3_600);
    poller.setActive(true);
    await pass(1);
    poller.setActive(false);
    const { length } = polls;
    await pass(3_600);
    assert.equal(polls.length, length);
  });

  it('looks at everything every 15 seconds', async () => {
    poller.setActive(true);
    await pass(1);
    await pass(60);
    assert.deepEqual(polls, [false, true, true, true, true]);
  });

  it('looks every 3 seconds at what runs', async () => {
    store.isLive = true;
    poller.setActive(true);
    await pass(31);
    assert.equal(polls.length, 11);
    assert.equal(polls.filter(Boolean).length, 2);
  });

  it('waits longer and longer while Kestra does not answer', async () => {
    store.staleBecause = new Failure('unreachable', 'gone');
    poller.setActive(true);
    await pass(300);
    assert.ok(polls.length <= 5, `${polls.length} polls`);
  });
});
