import type { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';

/** What the views are given by the composition root. */
export interface ViewSources {
  connections: ConnectionStore;
  clientOf: (connectionId: string) => Promise<Kestra>;
  /** Keeps a failure for people who look into the log. */
  report: (failure: Failure, doing: string) => void;
}
