import type { Handler } from '../handler.ts';
import type { Authenticator } from './authenticator.ts';

/** How people get in. */
export interface Door {
  authenticator: Authenticator;
  /** What every challenge tells a client. */
  challenge: Readonly<Record<string, string>>;
  /** For somebody who has none. */
  howToGetARole: string;
  /** Paths that belong to it; one that ends with a slash stands for all below it. */
  routes: ReadonlyMap<string, Handler>;
  close(): void;
}
