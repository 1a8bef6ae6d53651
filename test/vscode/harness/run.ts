/**
 * Runs VS Code from the command line; `options.ts` says which options there are. Exits with the code which the
 * extension host reported: 0 when all tests passed, 1 when some failed, 2 when VS Code did not run as it should.
 */
import { readOptions } from './options.ts';
import { runVsCode } from './runVsCode.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

process.exit(await runVsCode(readOptions(process.argv.slice(2)), interruption.signal));
