import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressReport } from '../operations/context.ts';

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number; total?: number; message: string };
}

/** Sends reports of one call to the client that asked for them. */
export interface ProgressNotifier {
  /** Absent when the client asked for none. */
  report?: ((report: ProgressReport) => void) | undefined;
  /** Sends what is still held back, and gives the client the time to read it: there is none after the answer. */
  end: () => Promise<void>;
}

/** So small that it never reads as work done. */
const STEP = 0.001;
/** Clients of the SDK drop the last report when its answer comes in the same read. */
const READ_MS = 10;
/** More often nobody can read it. */
const PAUSE_MS = 100;

/**
 * The protocol wants `progress` to rise with every notification (2025-11-25, utilities/progress), while a task run
 * that starts changes the message only. Of reports in quick succession the last one counts.
 */
export function progressNotifier(
  token: string | number | undefined,
  send: (notification: ProgressNotification) => Promise<void>,
): ProgressNotifier {
  if (token === undefined) return { end: () => Promise.resolve() };
  let last = 0;
  let said = '';
  let held: ProgressReport | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = ({ message, done = 0, total }: ProgressReport): void => {
    said = message;
    last = Math.max(done, last + STEP);
    const params = {
      progressToken: token,
      progress: last,
      message,
      ...(total === undefined ? {} : { total }),
    };
    // A client that is gone needs no progress.
    send({ method: 'notifications/progress', params }).catch(() => {});
  };
  const release = (): void => {
    timer = undefined;
    if (held === undefined) return;
    tell(held);
    held = undefined;
    timer = setTimeout(release, PAUSE_MS);
  };
  return {
    report: (report) => {
      if (report.message === (held?.message ?? said)) return;
      held = report;
      if (timer === undefined) release();
    },
    end: async () => {
      clearTimeout(timer);
      if (held === undefined) return;
      tell(held);
      held = undefined;
      await sleep(READ_MS);
    },
  };
}
