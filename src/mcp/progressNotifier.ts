import type { ProgressReport } from '../operations/context.ts';

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number; total?: number; message: string };
}

/** So small that it never reads as work done. */
const STEP = 0.001;

/**
 * Sends reports to the client that asked for them. The protocol wants `progress` to rise with every notification
 * (2025-11-25, utilities/progress), while a task run that starts changes the message only.
 */
export function progressNotifier(
  token: string | number | undefined,
  send: (notification: ProgressNotification) => Promise<void>,
): (report: ProgressReport) => void {
  if (token === undefined) return () => {};
  let last = 0;
  let said = '';
  return ({ message, done = 0, total }) => {
    if (message === said) return;
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
}
