import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { runInVsCode } from '../vscode/launch.ts';
import { BUDGETS } from './budgets.ts';
import { median, type Measure } from './measure.ts';
import { VSIX } from './packageSize.ts';

const suite = path.join(import.meta.dirname, '..', '..', 'out', 'bench', 'activationSuite.cjs');

interface Activation {
  floor: number;
  ours: number;
}

/** The packaged extension in a real VS Code, beside an empty one in the same window. An activation happens once. */
export async function measureActivation(windows: number): Promise<Measure[]> {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'activationSuite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const found: Activation[] = [];
  for (let window = 0; window < windows; window += 1) found.push(await activateOnce());
  return [
    {
      name: 'activation, as VS Code reports it',
      unit: 'ms',
      floor: median(found.map(({ floor }) => floor)),
      ours: median(found.map(({ ours }) => ours)),
      budget: BUDGETS.activation,
    },
  ];
}

async function activateOnce(): Promise<Activation> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-bench-'));
  const result = path.join(folder, 'result.json');
  try {
    const code = await runInVsCode({
      extensionTestsPath: suite,
      extensionDevelopmentPath: path.join(import.meta.dirname, 'emptyExtension'),
      vsix: VSIX,
      env: { KESTRA_MCP_RESULT: result },
    });
    if (code !== 0) throw new Error(`VS Code ended with code ${code}`);
    return JSON.parse(await readFile(result, 'utf8')) as Activation;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
