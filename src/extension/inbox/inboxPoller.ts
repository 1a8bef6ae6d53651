import type { Disposable } from '../../shared/disposables.ts';
import { Poller } from '../views/poller.ts';
import type { InboxStore } from './inboxStore.ts';

const SEEN_MS = 15_000;
const WATCHED_MS = 60_000;
const LONGEST_MS = 300_000;

/** Who wants to know: each makes the inbox be read, the view more often than notifications. */
export interface Audience {
  /** The window has the focus. */
  focused: boolean;
  /** The view is open. */
  seen: boolean;
  /** Notifications are wanted for some flow at least. */
  watched: boolean;
}

/** Reads the inboxes again and again while somebody wants to know, and not at all otherwise. */
export class InboxPoller implements Disposable {
  readonly #store: InboxStore;
  readonly #poller: Poller;
  #audience: Audience = { focused: false, seen: false, watched: false };

  constructor(store: InboxStore) {
    this.#store = store;
    this.#poller = new Poller({
      run: () => store.refresh(),
      intervalMs: () => (this.#audience.seen ? SEEN_MS : WATCHED_MS),
      longestMs: LONGEST_MS,
    });
  }

  tell(change: Partial<Audience>): void {
    this.#audience = { ...this.#audience, ...change };
    const { focused, seen, watched } = this.#audience;
    this.#poller.setActive(focused && (seen || watched));
  }

  /** Reads now, and again what is being read just now. */
  async refresh(): Promise<void> {
    this.#store.expire();
    await this.#store.refresh();
  }

  dispose(): void {
    this.#poller.dispose();
  }
}
