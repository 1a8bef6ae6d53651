import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Poller } from '../../../src/extension/views/poller.ts';

const INTERVAL = 15_000;

describe('the poller', () => {
  let runs: number;
  let works: boolean;
  let poller: Poller;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    runs = 0;
    works = true;
    poller = new Poller({
      run: () => {
        runs += 1;
        return Promise.resolve(works);
      },
      intervalMs: () => INTERVAL,
      longestMs: 60_000,
    });
  });

  afterEach(() => {
    poller.dispose();
    mock.timers.reset();
  });

  /** Lets time pass and whatever it started come to its end. */
  async function pass(ms: number): Promise<void> {
    mock.timers.tick(ms);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  it('runs at once when looked at, then at its interval', async () => {
    poller.setActive(true);
    await pass(0);
    assert.equal(runs, 1);
    await pass(INTERVAL - 1);
    assert.equal(runs, 1);
    await pass(1);
    assert.equal(runs, 2);
  });

  it('does nothing while nobody looks, and does not run again for a short look away', async () => {
    poller.setActive(true);
    await pass(0);
    poller.setActive(false);
    await pass(10 * 60_000);
    assert.equal(runs, 1);
    poller.setActive(true);
    await pass(0);
    assert.equal(runs, 2);
    poller.setActive(false);
    poller.setActive(true);
    await pass(0);
    assert.equal(runs, 2);
  });

  it('waits longer after each failure, up to a limit, and recovers', async () => {
    works = false;
    poller.setActive(true);
    await pass(0);
    await pass(INTERVAL);
    assert.equal(runs, 1);
    await pass(INTERVAL);
    assert.equal(runs, 2);
    await pass(60_000);
    assert.equal(runs, 3);
    works = true;
    await pass(60_000);
    assert.equal(runs, 4);
    await pass(INTERVAL);
    assert.equal(runs, 5);
  });

  it('never runs twice at once', async () => {
    await Promise.all([poller.refresh(), poller.refresh()]);
    assert.equal(runs, 1);
  });

  it('stays silent once it is disposed', async () => {
    poller.setActive(true);
    poller.dispose();
    await pass(INTERVAL);
    assert.equal(runs, 0);
  });
});
