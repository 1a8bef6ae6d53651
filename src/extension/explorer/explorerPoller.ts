import type { TreeNode } from '../views/nodes.ts';
import { Poller } from '../views/poller.ts';
import type { ExplorerStore } from './explorerStore.ts';

/** While something runs that is shown. */
const LIVE_MS = 3_000;
const QUIET_MS = 15_000;
const LONGEST_MS = 300_000;

/**
 * Follows what the explorer shows: what runs every time, all that is shown more seldom.
 *
 * @param tell is called with the levels that have changed, at least with none
 */
export function explorerPoller(
  store: Pick<ExplorerStore, 'isLive' | 'refreshShown' | 'staleBecause'>,
  tell: (changed: readonly TreeNode[]) => void,
): Poller {
  // What is opened now is new: it needs no second look at once.
  let polledAll = Date.now();
  return new Poller({
    run: async () => {
      const all = Date.now() - polledAll >= QUIET_MS;
      if (all) polledAll = Date.now();
      tell(await store.refreshShown({ all }));
      return store.staleBecause === undefined;
    },
    intervalMs: () => (store.isLive ? LIVE_MS : QUIET_MS),
    longestMs: LONGEST_MS,
  });
}
