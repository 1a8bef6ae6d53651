import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { BUDGETS, type Budget } from './budgets.ts';
import type { Measure } from './measure.ts';

const root = path.join(import.meta.dirname, '..', '..');
const kilobyte = 1000;

export const VSIX = path.join(root, 'out', 'kestra-mcp.vsix');

/** Source files whose code a program runs at its start; the server's first one only switches the compile cache on. */
const STARTS: Record<string, { sources: readonly string[]; budget: Budget }> = {
  'mcp.js': { sources: ['src/mcp/main.ts', 'src/mcp/start.ts'], budget: BUDGETS.serverStart },
  'extension.js': { sources: ['src/extension/extension.ts'], budget: BUDGETS.extensionStart },
};

/** The VSIX, and what each of the two programs loads at its start and at the most. */
export async function measureSizes(): Promise<Measure[]> {
  const { outputs } = JSON.parse(await readFile(path.join(root, 'out', 'metafile.json'), 'utf8')) as Metafile;
  const kilobytes = (start: readonly string[], follows: (found: Import) => boolean): number =>
    loaded(outputs, start, follows) / kilobyte;
  return [
    { name: 'VSIX', unit: 'KB', ours: (await stat(VSIX)).size / kilobyte, budget: BUDGETS.vsix },
    ...Object.entries(STARTS).flatMap(([program, { sources, budget }]): Measure[] => [
      { name: `${program}, at its start`, unit: 'KB', ours: kilobytes(sources, isStatic), budget },
      { name: `${program}, with all it may load`, unit: 'KB', ours: kilobytes(sources, () => true) },
    ]),
  ];
}

type Import = Metafile['outputs'][string]['imports'][number];

const isStatic = ({ kind }: Import): boolean => kind === 'import-statement';

/** Bytes of the bundles that begin with these sources, and of the chunks they import. */
function loaded(
  outputs: Metafile['outputs'],
  start: readonly string[],
  follows: (found: Import) => boolean,
): number {
  const found = new Set(
    Object.entries(outputs)
      .filter(([, { entryPoint }]) => entryPoint !== undefined && start.includes(entryPoint))
      .map(([file]) => file),
  );
  for (const file of found) {
    const imports = outputs[file]?.imports ?? [];
    imports.filter((one) => !one.external && follows(one)).forEach((one) => found.add(one.path));
  }
  return [...found].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
