import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { connectedEnvironment, type Connection } from '../playground/connection.ts';
import { Facade, NO_KESTRA } from '../mcp/support/facade.ts';
import { startKestra2 } from '../kestra-2/standIn.ts';
import { startKestraEe } from '../kestra-ee/standIn.ts';
import { seed } from '../playground/seed.ts';
import { afterRepetition, joined, suitesToRepeat, type Report } from '../runner/report.ts';
import { runInVsCode, type VsCodeRun } from './launch.ts';
import { OFFICIAL_SETTINGS } from './suites/officialSettings.ts';

const root = path.join(import.meta.dirname, '..', '..');
const suites = path.join(import.meta.dirname, 'suites');
const bundles = path.join(root, 'out', 'suites');
/** The suite that opens the sidebar first, which others build on. */
const FRESH_CHAT = 'chat in a fresh window';

/** One start of VS Code each: which suites it runs, and with what. */
const LEGS: Readonly<Record<string, (given: Given) => Promise<Report>>> = {
  index: ({ env, shots }) => runLeg('index', { extensionDevelopmentPath: root, env, shots }),
  allTools: ({ env, shots }) =>
    runLeg('allTools', {
      extensionDevelopmentPath: root,
      env: { ...env, KESTRA_MCP_TOOLSET: 'all' },
      shots: path.join(shots, 'allTools'),
    }),
  tasks: ({ env, shots }) =>
    runLeg('tasks', {
      extensionDevelopmentPath: root,
      env,
      settings: { 'kestraMcp.tasks': 'on' },
      shots: path.join(shots, 'tasks'),
    }),
  reload: ({ env, shots }) =>
    runLeg('reload', { extensionDevelopmentPath: root, env, shots: path.join(shots, 'reload') }),
  official: ({ env, shots }) =>
    runLeg('official', {
      extensionDevelopmentPath: root,
      beside: [path.join(import.meta.dirname, 'officialExtension')],
      env,
      shots: path.join(shots, 'official'),
    }),
  kestra2: async ({ shots }) => {
    const kestra = await startKestra2();
    const enterprise = await startKestraEe();
    try {
      const { baseUrl: KESTRA_MCP_EE_URL, token: KESTRA_MCP_EE_TOKEN } = enterprise;
      return await runLeg('kestra2', {
        extensionDevelopmentPath: root,
        env: { ...connectedEnvironment(kestra), KESTRA_MCP_EE_URL, KESTRA_MCP_EE_TOKEN },
        shots: path.join(shots, 'kestra2'),
      });
    } finally {
      await kestra.stop();
      await enterprise.stop();
    }
  },
  teamServer: async ({ shots }) => {
    const facade = await Facade.start(NO_KESTRA, ['--allow-registration', 'true']);
    try {
      const folder = path.join(facade.folder, 'workspace');
      await mkdir(path.join(folder, '.vscode'), { recursive: true });
      const configuration = { servers: { team: { type: 'http', url: facade.server.url } } };
      await writeFile(path.join(folder, '.vscode', 'mcp.json'), JSON.stringify(configuration));
      return await runLeg('teamServer', { folder, shots: path.join(shots, 'teamServer') });
    } finally {
      await facade.stop();
    }
  },
  packed: ({ env, shots }) =>
    runLeg('packed', {
      vsix: path.join(root, 'out', 'kestra-mcp.vsix'),
      env,
      shots: path.join(shots, 'packed'),
    }),
  german: ({ env, shots }) =>
    runLeg('german', {
      vsix: path.join(root, 'out', 'kestra-mcp.vsix'),
      locale: 'de',
      env,
      shots: path.join(shots, 'german'),
    }),
};

interface Given {
  env: NodeJS.ProcessEnv;
  /** Folder for screenshots. */
  shots: string;
}

/**
 * Runs the suites against a Kestra: with the extension's source folder, with all tools, with tasks, over a reload of
 * the window, beside the official extension, with the package, also in German; against the stand-in for Kestra 2; and
 * with a team server.
 *
 * @param wanted only these legs; all without
 * @throws when the package cannot be made, a leg is unknown, or VS Code does not run
 */
export async function runVsCodeSuites(
  { shots, ...connection }: Connection & { shots: string },
  wanted: readonly string[],
): Promise<Report> {
  const unknown = wanted.filter((name) => !(name in LEGS));
  if (unknown.length > 0) throw new Error(`no such leg: ${unknown.join(', ')}`);
  await seed(connection);
  await promisify(execFile)('npm', ['run', 'package'], { cwd: root });
  await bundleSuites();
  const env = { ...connectedEnvironment(connection), KESTRA_MCP_MEDIA: path.join(root, 'media') };
  const reports: Report[] = [];
  for (const [name, run] of Object.entries(LEGS)) {
    if (wanted.length === 0 || wanted.includes(name)) reports.push(await run({ env, shots }));
  }
  return joined(reports);
}

/** VS Code loads a test module in CommonJS, with everything but its own API in it. */
async function bundleSuites(): Promise<void> {
  await build({
    entryPoints: Object.keys(LEGS).map((name) => path.join(suites, `${name}.ts`)),
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
      settings: { ...OFFICIAL_SETTINGS, ...run.settings },
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
