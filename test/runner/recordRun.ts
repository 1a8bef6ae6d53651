import type Mocha from 'mocha';
import type { Failing, Report } from './report.ts';

/**
 * Collects what a run of mocha comes to.
 *
 * @param suiteOf names what has to run again to repeat a test or a hook
 * @returns the report so far
 */
export function recordRun(runner: Mocha.Runner, suiteOf: (runnable: Mocha.Runnable) => string): () => Report {
  const passed: Record<string, number> = {};
  const failures: Failing[] = [];
  let notRun = 0;
  runner.on('pass', (test) => {
    const suite = suiteOf(test);
    passed[suite] = (passed[suite] ?? 0) + 1;
  });
  runner.on('pending', () => (notRun += 1));
  runner.on('fail', (runnable: Mocha.Runnable, error: unknown) => {
    failures.push({ suite: suiteOf(runnable), title: runnable.fullTitle(), message: messageOf(error) });
  });
  return () => ({ passed, failures, unsteady: [], notRun });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
