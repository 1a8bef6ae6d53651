/** Runs mocha over the test files that match the patterns and writes the counts to `KESTRA_MCP_RESULT`. */
import { glob, writeFile } from 'node:fs/promises';
import Mocha from 'mocha';

const files: string[] = [];
for await (const file of glob(process.argv.slice(2))) files.push(file);

let passed = 0;
let notRun = 0;
const mocha = new Mocha({ timeout: 30_000, reporter: 'spec', color: process.stdout.isTTY });
if (process.env['MOCHA_GREP']) mocha.grep(process.env['MOCHA_GREP']);
for (const file of files.toSorted()) mocha.addFile(file);
await mocha.loadFilesAsync();

const failed = await new Promise<number>((resolve) => {
  const runner = mocha.run(resolve);
  runner.on('pass', () => (passed += 1));
  runner.on('pending', () => (notRun += 1));
});
const result = process.env['KESTRA_MCP_RESULT'];
if (result) await writeFile(result, JSON.stringify({ passed, failed, notRun }));
// Patterns that match nothing must not look like success.
process.exit(failed === 0 && passed > 0 ? 0 : 1);
