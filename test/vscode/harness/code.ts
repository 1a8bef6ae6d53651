/**
 * Takes the command line of VS Code's desktop executable and runs the harness instead. Further options of the harness
 * come as a JSON list in `KESTRA_MCP_HARNESS_ARGS`, for example `["--shots", "out/shots"]`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readOptions } from './options.ts';
import { runVsCode } from './runVsCode.ts';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'install-extension': { type: 'string', multiple: true },
    'enable-proposed-api': { type: 'string', multiple: true },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});

const list = (value: unknown): string[] =>
  [value].flat().filter((item): item is string => typeof item === 'string');
const option = (name: string, value: unknown): string[] => list(value).flatMap((item) => [name, item]);

const userSettings = list(values['user-data-dir']).map((folder) =>
  path.join(folder, 'User', 'settings.json'),
);
const folder = positionals.find((item) => existsSync(item));
const options = readOptions([
  ...option('--dev', values['extensionDevelopmentPath']),
  ...option('--tests', values['extensionTestsPath']),
  ...option('--vsix', values['install-extension']),
  ...option('--proposed', values['enable-proposed-api']),
  ...option(
    '--settings',
    userSettings.find((file) => existsSync(file)),
  ),
  ...option('--folder', folder),
  ...(JSON.parse(process.env.KESTRA_MCP_HARNESS_ARGS ?? '[]') as string[]),
]);

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

process.exit(await runVsCode(options, interruption.signal));
