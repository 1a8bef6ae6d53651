import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { connectedEnvironment } from '../playground/connection.ts';
import { runInVsCode } from '../vscode/launch.ts';
import { BUDGETS } from './budgets.ts';
import { withKestra } from './kestra.ts';
import type { EditorResult, KeptByHost } from './editorSuite.ts';
import type { Measure } from './measure.ts';
import { slope } from './slope.ts';

const root = path.join(import.meta.dirname, '..', '..');
const suite = path.join(root, 'out', 'bench', 'editorSuite.cjs');
const MEGABYTE = 1024 * 1024;
/** A cycle stands for six minutes of a person's work. */
const CYCLES_AN_HOUR = 10;
/** Caches of VS Code and of the compiler are full by then. */
const WARM_UP = 10;

/** The extension from its sources in a real VS Code: what its host keeps, and how its page scrolls. */
export async function measureEditor(cycles: number): Promise<Measure[]> {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'editorSuite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const { kept, frames } = await useInVsCode(cycles);
  const growth = (what: 'heap' | 'handles'): number => growthPerCycle(kept, what) * CYCLES_AN_HOUR;
  const tabs = kept.at(-1)?.tabs ?? 0;
  const floor = slowest(frames.floor);
  return [
    {
      name: `heap of the extension host, growth in an hour of ${CYCLES_AN_HOUR} cycles`,
      unit: 'MB',
      ours: growth('heap') / MEGABYTE,
      budget: BUDGETS.hostGrowth,
    },
    {
      name: 'its open handles, the same',
      unit: 'handles',
      ours: growth('handles'),
      budget: BUDGETS.handleGrowth,
    },
    { name: 'editor tabs left open', unit: 'tabs', ours: tabs, budget: BUDGETS.tabsLeft },
    ...(['taskRuns', 'lines'] as const).map((list): Measure => ({
      name: `frame while ${list === 'lines' ? '50,000 lines' : '1,000 task runs'} are scrolled, p95`,
      unit: 'ms',
      floor,
      ours: slowest(frames[list]),
      budget: BUDGETS.frame,
    })),
  ];
}

async function useInVsCode(cycles: number): Promise<EditorResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-bench-'));
  const result = path.join(folder, 'result.json');
  try {
    return await withKestra(async (kestra) => {
      const code = await runInVsCode({
        extensionTestsPath: suite,
        extensionDevelopmentPath: root,
        env: {
          ...connectedEnvironment(kestra),
          KESTRA_MCP_RESULT: result,
          KESTRA_MCP_CYCLES: String(cycles),
        },
        timeoutSeconds: 1_200,
      });
      if (code !== 0) throw new Error(`VS Code ended with code ${code}`);
      return JSON.parse(await readFile(result, 'utf8')) as EditorResult;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of what is kept after the warm-up. */
function growthPerCycle(kept: readonly KeptByHost[], what: 'heap' | 'handles'): number {
  const warm = Math.min(WARM_UP, (kept.at(-1)?.cycle ?? 0) / 2);
  const settled = kept.filter(({ cycle }) => cycle >= warm);
  return slope(settled.map((one) => [one.cycle, one[what]]));
}

/** The frame than which 95 of 100 are quicker. */
function slowest(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}
