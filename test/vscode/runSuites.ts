import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { connectedEnvironment, type Connection } from '../playground/connection.ts';
import { seed } from '../playground/seed.ts';
import { runInVsCode, type VsCodeRun } from './launch.ts';
import { OFFICIAL_SETTINGS } from './suites/officialSettings.ts';

const root = path.join(import.meta.dirname, '..', '..');
const suites = path.join(import.meta.dirname, 'suites');
const bundles = path.join(root, 'out', 'suites');

export interface SuiteCounts {
  passed: number;
  failed: number;
  /** They need the harness, or something that this machine does not have; the report names them. */
  notRun: number;
}

/**
 * Runs the suites against a Kestra, first with the extension's source folder, also with all tools, then with the
 * package.
 *
 * @param shots folder for screenshots
 * @throws when the package cannot be made, or VS Code does not run
 */
export async function runVsCodeSuites(connection: Connection & { shots: string }): Promise<SuiteCounts> {
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
  const legs = [developed, allTools, packed];
  const sum = (count: keyof SuiteCounts): number => legs.reduce((total, leg) => total + leg[count], 0);
  return { passed: sum('passed'), failed: sum('failed'), notRun: sum('notRun') };
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

/** Modal dialogs are part of what is tested, so the suites run outside VS Code's test mode where that is possible. */
async function runLeg(
  name: string,
  run: Omit<VsCodeRun, 'extensionTestsPath'> & { shots: string },
): Promise<SuiteCounts> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-suites-'));
  const result = path.join(folder, 'result.json');
  try {
    const code = await runInVsCode({
      ...run,
      extensionTestsPath: path.join(bundles, `${name}.cjs`),
      withAgent: true,
      realDialogs: true,
      settings: OFFICIAL_SETTINGS,
      timeoutSeconds: 300,
      env: { ...run.env, KESTRA_MCP_RESULT: result, KESTRA_MCP_SHOTS: run.shots },
    });
    const counts = await readResult(result, `VS Code ended with code ${code} before the suites did`);
    // VS Code may fail after its tests have passed: that is a failure, too.
    return code === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readResult(file: string, problem: string): Promise<SuiteCounts> {
  try {
    const counts = JSON.parse(await readFile(file, 'utf8')) as {
      passed: number;
      failed: number;
      pending: number;
    };
    return { passed: counts.passed, failed: counts.failed, notRun: counts.pending };
  } catch (cause) {
    throw new Error(problem, { cause });
  }
}
