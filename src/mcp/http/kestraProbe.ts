import { createKestra } from '../../kestra/client.ts';
import type { Connection } from '../../shared/connection.ts';

/** An answer holds so long, in milliseconds: load balancers ask every few seconds, of each replica. */
const FRESH_MS = 5_000;
const LIMIT_MS = 3_000;

export interface KestraProbe {
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** Tells whether Kestra answers. */
export function kestraProbe(connection: Connection): KestraProbe {
  const kestra = createKestra(connection);
  let asked = 0;
  let answer: Promise<boolean> = Promise.resolve(false);
  return {
    isReady: () => {
      if (Date.now() - asked > FRESH_MS) {
        asked = Date.now();
        answer = kestra.instance.configs({ signal: AbortSignal.timeout(LIMIT_MS) }).then(
          () => true,
          () => false,
        );
      }
      return answer;
    },
    close: () => kestra.close(),
  };
}
