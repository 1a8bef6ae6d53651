import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { connectedEnvironment, type Connection } from '../playground/connection.ts';
import { seed } from '../playground/seed.ts';
import { afterRepetition, joined, suitesToRepeat, type Report } from '../report.ts';
import { runInVsCode, type VsCodeRun } from './launch.ts';
import { OFFICIAL_SETTINGS } from './suites/officialSettings.ts';

const root = path.join(import.meta.dirname, '..', '..');
const suites = path.join(import.meta.dirname, 'suites');
const bundles = path.join(root, 'out', 'suites');
/** The suite that opens the sidebar first, which others build on. */
const FRESH_CHAT = 'chat in a fresh window';

/**
 * Runs the suites against a Kestra, first with the extension's source folder, also with all tools, then with the
 * package.
 *
 * @param shots folder for screenshots
 * @throws when the package cannot be made, or VS Code does not run
 */
export async function runVsCodeSuites(connection: Connection & { shots: string }): Promise<Report> {
  const { shots } = connection;
  await seed(connection);
  await promisify(execFile)('npm', ['run', 'package'], { cwd: root });
  await bundleSuites();
  const env = { ...connectedEnvironment(connection), KESTRA_MCP_MEDIA: path.join(root, 'media') };
  const developed = await runLeg('index', { extensionDevelopmentPath: root, env, shots });
  const allTools = await runLeg('allTools', {
    extensionDevelopmentPath: root,
    env: { ...env, KESTRA_MCP_TOOLSET: 'all' },
    shots: path.join(shots, 'allTools'),
  });
  const packed = await runLeg('packed', {
    vsix: path.join(root, 'out', 'kestra-mcp.vsix'),
    env,
    shots: path.join(shots, 'packed'),
  });
  return joined([developed, allTools, packed]);
}

/** VS Code loads a test module in CommonJS, with everything but its own API in it. */
async function bundleSuites(): Promise<void> {
  await build({
    entryPoints: ['index.ts', 'allTools.ts', 'packed.ts'].map((file) => path.join(suites, file)),
    outdir: bundles,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
}

type SuiteRun = Omit<VsCodeRun, 'extensionTestsPath'> & { shots: string };

/** Suites with failures run once more, in a fresh VS Code. */
async function runLeg(name: string, run: SuiteRun): Promise<Report> {
  const first = await runOnce(name, run);
  const failed = suitesToRepeat(first);
  if (failed.length === 0) return first;
  process.stdout.write(`\nonce more: ${failed.join(', ')}\n`);
  const titles = [FRESH_CHAT, ...failed].map((title) => title.replaceAll(/\W/g, String.raw`\$&`));
  const env = { ...run.env, MOCHA_GREP: `^(${titles.join('|')}) ` };
  return afterRepetition(first, await runOnce(name, { ...run, env }));
}

/** Modal dialogs are part of what is tested, so the suites run outside VS Code's test mode where that is possible. */
async function runOnce(name: string, run: SuiteRun): Promise<Report> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-suites-'));
  const result = path.join(folder, 'result.json');
  try {
    const code = await runInVsCode({
      ...run,
      extensionTestsPath: path.join(bundles, `${name}.cjs`),
      withAgent: true,
      realDialogs: true,
      settings: OFFICIAL_SETTINGS,
      timeoutSeconds: 600,
      env: { ...run.env, KESTRA_MCP_RESULT: result, KESTRA_MCP_SHOTS: run.shots },
    });
    const report = await readReport(result, `VS Code ended with code ${code} before the suites did`);
    if (code === 0 || report.failures.length > 0) return report;
    // VS Code may fail after its tests have passed: that is a failure, too.
    return {
      ...report,
      failures: [{ suite: name, title: name, message: `VS Code ended with code ${code}` }],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string, problem: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch (cause) {
    throw new Error(problem, { cause });
  }
}
