import { setTimeout as sleep } from 'node:timers/promises';

/** A busy machine is slow; what takes longer than this hangs. */
const PATIENCE_MS = 60_000;
const POLL_MS = 20;

/** Waits until the condition holds. @throws after a minute, with what was waited for */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await holds()); await sleep(POLL_MS)) {
    if (Date.now() > end) throw new Error(`There was not, within ${patienceMs / 1000} s: ${what}`);
  }
}
