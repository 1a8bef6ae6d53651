/**
 * Installs what the tests run on into the cache, before parts of `npm test` that need it run at the same time: the
 * local Kestra, VS Code and the browser that drives it, the Python clients.
 */
import { installEngine } from '../kestra-engine/install.ts';
import { GENERATIONS, pythonPackages } from '../interop/pythonPackages.ts';
import { chooseExecutable, isHarness } from '../vscode/launch.ts';
import { unpackChromium } from '../vscode/harness/chromium.ts';
import { installVsCode } from '../vscode/harness/install.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

if (!process.env['KESTRA_BASE_URL']) await installEngine(log);
for (const generation of GENERATIONS) await pythonPackages(generation);
if (isHarness(process.env.VSCODE_EXECUTABLE ?? (await chooseExecutable()))) {
  await installVsCode(log);
  if (!process.env.CHROMIUM) await unpackChromium(log);
}
