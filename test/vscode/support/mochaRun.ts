import { writeFile } from 'node:fs/promises';
import { format } from 'node:util';
import Mocha from 'mocha';
import { recordRun } from '../../runner/recordRun.ts';
import { passedCount, type Report } from '../../runner/report.ts';
import { ui } from './ui.ts';

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
  const report = await new Promise<Report>((resolve) => {
    const runner = mocha.run(() => resolve(recorded()));
    const recorded = recordRun(runner, outermostTitle);
  });
  await output.flush();
  const file = process.env.KESTRA_MCP_RESULT;
  if (file) await writeFile(file, JSON.stringify(report));
  const passed = passedCount(report);
  const failed = report.failures.length;
  // The pattern may pick tests of another run of VS Code.
  if (passed + failed + report.notRun === 0 && !process.env.MOCHA_GREP) throw new Error('no test ran');
  if (failed > 0) throw new Error(`${failed} of ${passed + failed} tests failed`);
}

/** The suite that a pattern for titles has to name. */
function outermostTitle({ parent, title }: Mocha.Runnable): string {
  const titles = parent?.titlePath() ?? [];
  return titles[0] ?? title;
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
