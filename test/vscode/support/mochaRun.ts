import { writeFile } from 'node:fs/promises';
import { format } from 'node:util';
import Mocha from 'mocha';
import { ui } from './ui.ts';

/** Counts which the launcher reads back from the file named by `KESTRA_MCP_RESULT`. */
export interface TestCounts {
  passed: number;
  failed: number;
  /** Skipped on purpose; the reporter names them. */
  pending: number;
}

/**
 * Runs the suites which `define` registers (mocha's `describe` and `it` are global meanwhile) and rejects when a test
 * fails, as VS Code expects of a test module. `MOCHA_GREP` limits the run to the tests whose title matches.
 */
export async function runMocha(define: () => void | Promise<void>): Promise<void> {
  const output = printThroughBridge();
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, color: false });
  if (process.env.MOCHA_GREP) mocha.grep(process.env.MOCHA_GREP);
  if (ui.available) mocha.rootHooks({ afterEach: pictureOfFailure });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await define();
  const counts = await new Promise<TestCounts>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, pending });
    });
  });
  await output.flush();
  const file = process.env.KESTRA_MCP_RESULT;
  if (file) await writeFile(file, JSON.stringify(counts));
  // The pattern may pick tests of another run of VS Code.
  if (counts.passed + counts.failed === 0 && !process.env.MOCHA_GREP) throw new Error('no test ran');
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.passed + counts.failed} tests failed`);
}

/** What the window looked like when a test failed, among the screenshots. */
async function pictureOfFailure(this: Mocha.Context): Promise<void> {
  const { currentTest } = this;
  if (currentTest?.state !== 'failed') return;
  await ui.screenshot(`failed/${currentTest.fullTitle().replaceAll(/\W+/g, '-')}.png`);
}

/**
 * The extension host's console also carries VS Code's own messages, so under the harness the report goes to the
 * standard output of the run. Mocha prints synchronously; the lines are sent in order and awaited at the end.
 */
function printThroughBridge(): { flush(): Promise<void> } {
  let sent = Promise.resolve();
  if (ui.available) {
    Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
      sent = sent.then(() => ui.print(`${format(...words)}\n`));
    };
  }
  return { flush: () => sent };
}
